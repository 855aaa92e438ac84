namespace FaceRek.Web.Setup;

internal static class Assets
{
    /// <summary>Links carry a hash of the file (<c>asp-append-version</c>), so what they name may be kept for a year.</summary>
    public static WebApplication UseAssets(this WebApplication app)
    {
        _ = app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=300",
        });
        return app;
    }
}

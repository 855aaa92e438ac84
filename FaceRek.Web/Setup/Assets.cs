namespace FaceRek.Web.Setup;

internal static class Assets
{
    /// <summary>
    /// Only style sheets and scripts: they are the same for everyone, so their length reveals nothing. The length of a
    /// compressed page could reveal the secrets in it (BREACH, https://www.breachattack.com).
    /// </summary>
    private static readonly string[] Packed = ["text/css", "text/javascript"];

    public static WebApplicationBuilder AddAssets(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(options =>
            (options.EnableForHttps, options.MimeTypes) = (true, Packed)
        );
        return builder;
    }

    /// <summary>Links contain a hash of the file (<c>asp-append-version</c>), so the files may be cached for a year.</summary>
    public static WebApplication UseAssets(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(
            new StaticFileOptions
            {
                OnPrepareResponse = file =>
                    file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
                        ? "public, max-age=31536000, immutable"
                        : "public, max-age=300",
            }
        );
        return app;
    }
}

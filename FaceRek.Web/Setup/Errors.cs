namespace FaceRek.Web.Setup;

internal static class Errors
{
    /// <summary>People see a page in words, in the place they were; the status stays what it was.</summary>
    public static WebApplication UseErrors(this WebApplication app)
    {
        _ = app.UseExceptionHandler("/error/500");
        _ = app.UseStatusCodePagesWithReExecute("/error/{0}");
        return app;
    }
}

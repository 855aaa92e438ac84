namespace FaceRek.Web.Setup;

internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        _ = app.Use((context, next) =>
        {
            context.Response.OnStarting(() => { Write(context); return Task.CompletedTask; });
            return next(context);
        });
        return app;
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = $"camera=({Self<UsesCameraAttribute>(context)}), microphone=(), geolocation=({Self<AsksForPlaceAttribute>(context)})";
        if (context.User.Identity?.IsAuthenticated == true && headers.CacheControl.Count == 0) { headers.CacheControl = "no-store"; }
    }

    private static string Self<TMark>(HttpContext context) where TMark : class => context.GetEndpoint()?.Metadata.GetMetadata<TMark>() is null ? "" : "self";
}

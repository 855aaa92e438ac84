using FaceRek.Core.Billing.Stripe;

namespace FaceRek.Web.Security;

internal static class SecurityHeaders
{
    /// <summary>Where the documentation of the API is shown.</summary>
    public const string ApiDocsPath = "/docs";

    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        + "form-action 'self'{0}; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    Write(context);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
        return app;
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // The other headers are for documents; a page loads about twenty style sheets.
        if (headers.ContentType.ToString() is "text/css" or "text/javascript")
        {
            return;
        }
        var stripe = context.GetEndpoint()?.Metadata.GetMetadata<LeadsToStripeAttribute>() is null
            ? ""
            : context.RequestServices.GetRequiredService<StripeConnection>().PageOrigins;
        headers.ContentSecurityPolicy =
            ContentSecurityPolicy.Replace("{0}", stripe, StringComparison.Ordinal) + AlsoAllowedOn(context);
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            $"camera=({Self<UsesCameraAttribute>(context)}), microphone=(), geolocation=({Self<AsksForPlaceAttribute>(context)})";
        if (context.User.Identity?.IsAuthenticated == true && headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }
    }

    /// <summary>The page of the documentation creates inline styles; scripts still come from this site only, and no content of others is shown on it.</summary>
    private static string AlsoAllowedOn(HttpContext context) =>
        context.Request.Path.StartsWithSegments(ApiDocsPath, StringComparison.Ordinal)
            ? "; style-src-elem 'self' 'unsafe-inline'; style-src-attr 'unsafe-inline'"
            : "";

    private static string Self<TMark>(HttpContext context)
        where TMark : class => context.GetEndpoint()?.Metadata.GetMetadata<TMark>() is null ? "" : "self";
}

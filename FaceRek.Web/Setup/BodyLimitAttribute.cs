using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace FaceRek.Web.Setup;

/// <summary>
/// How many bytes a page takes. Whoever announces more is told 413 before anything is read (the antiforgery check would read the form first and
/// call it a bad request); whoever sends more unannounced is cut off by the server.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BodyLimitAttribute(long bytes) : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before the antiforgery filter, which has 1000.</summary>
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var isTooLarge = context.HttpContext.Request.ContentLength > bytes;
        if (isTooLarge) { context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge); }
        // A browser reads the answer only after it has sent its file: without a limit the server reads on and throws away, for five seconds at most.
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) { limit.MaxRequestBodySize = isTooLarge ? null : bytes; }
    }
}

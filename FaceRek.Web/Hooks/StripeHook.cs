using System.Diagnostics;
using System.Threading.RateLimiting;
using FaceRek.Core.Billing.Events;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace FaceRek.Web.Hooks;

/// <summary>
/// Receives Stripe's calls. The signature over the raw body is the only authentication; 2xx means that the event is on
/// disk.
/// </summary>
internal static class StripeHook
{
    public const string Path = "/hooks/stripe";
    public const string Limit = "stripe-hook";

    /// <summary>Stripe's events have a few kilobytes.</summary>
    private const long MaxBodyBytes = 1_000_000;

    /// <summary>Stripe sends in bursts, and retries what is refused.</summary>
    private const int CallsAMinute = 1_200;

    public static WebApplication MapStripeHook(this WebApplication app)
    {
        app.MapPost(Path, ReceiveAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(Limit);
        return app;
    }

    public static RateLimitPartition<string> Partition(HttpContext context) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.NetworkOf(),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = CallsAMinute, Window = TimeSpan.FromMinutes(1) }
        );

    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        StripeInbox inbox,
        CancellationToken cancellationToken
    )
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return await inbox.ReceiveAsync(
            body.ToArray(),
            context.Request.Headers["Stripe-Signature"],
            cancellationToken
        ) switch
        {
            ReceiptOutcome.Kept => Results.Ok(),
            ReceiptOutcome.Forged => Results.BadRequest(),
            ReceiptOutcome.NotConfigured => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
            _ => throw new UnreachableException(),
        };
    }
}

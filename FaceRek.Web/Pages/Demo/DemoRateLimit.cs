using System.Threading.RateLimiting;
using FaceRek.Web.SignIn;

namespace FaceRek.Web.Pages.Demo;

internal static class DemoRateLimit
{
    public const string Name = "demo";
    private const int DemosAMinute = 12;

    /// <summary>Viewing is free; comparing takes processor time.</summary>
    public static RateLimitPartition<string> Partition(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.NetworkOf(),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = DemosAMinute, Window = TimeSpan.FromMinutes(1) }
            )
            : RateLimitPartition.GetNoLimiter("");
}

using System.ComponentModel.DataAnnotations;
using System.Globalization;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Options;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// How many calls a minute a caller and its organization have. Counted in this process, in windows that begin with the
/// first call.
/// </summary>
public sealed class ApiRateLimiter(IOptions<ApiSettings> settings, TimeProvider clock)
{
    private const int MaxWindows = 50_000;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Window> windows = [];

    /// <summary>Takes one call from both, or from neither where one has none left.</summary>
    public Standing Take(Guid callerId, Guid organizationId)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (windows.Count > MaxWindows)
            {
                Forget(now);
            }
            var (own, all) = (WindowOf(callerId, now), WindowOf(organizationId, now));
            var standings = new[]
            {
                StandingOf(own, settings.Value.CallsPerMinute, now),
                StandingOf(all, settings.Value.OrganizationCallsPerMinute, now),
            };
            var tightest = standings.MinBy(standing => standing.Left)!;
            if (tightest.Left == 0)
            {
                return tightest with { IsSpent = true };
            }
            (windows[callerId], windows[organizationId]) = (
                own with
                {
                    Taken = own.Taken + 1,
                },
                all with
                {
                    Taken = all.Taken + 1,
                }
            );
            return tightest with { Left = tightest.Left - 1 };
        }
    }

    private Window WindowOf(Guid id, DateTimeOffset now) =>
        windows.TryGetValue(id, out var window) && now < window.EndsAt && now >= window.EndsAt - Length
            ? window
            : new Window(now + Length, 0);

    private static Standing StandingOf(Window window, int limit, DateTimeOffset now) =>
        new(limit, Math.Max(0, limit - window.Taken), window.EndsAt - now, IsSpent: false);

    private void Forget(DateTimeOffset now)
    {
        foreach (var id in windows.Where(entry => entry.Value.EndsAt <= now).Select(entry => entry.Key).ToList())
        {
            windows.Remove(id);
        }
    }

    private readonly record struct Window(DateTimeOffset EndsAt, int Taken);

    /// <param name="Left">Calls left in the window after this one.</param>
    /// <param name="IsSpent">This call exceeded the limit.</param>
    public sealed record Standing(int Limit, int Left, TimeSpan Reset, bool IsSpent);

    internal sealed class Middleware(RequestDelegate next, ApiRateLimiter budget)
    {
        public async Task InvokeAsync(HttpContext context, ApiCaller caller, CurrentOrganization current)
        {
            if (current.Id is not { } organizationId)
            {
                await next(context);
                return;
            }
            var standing = budget.Take(caller.ActorId, organizationId);
            var (headers, seconds) = (
                context.Response.Headers,
                Math.Ceiling(standing.Reset.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            );
            headers["RateLimit-Limit"] = standing.Limit.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Remaining"] = standing.Left.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Reset"] = seconds;
            if (!standing.IsSpent)
            {
                await next(context);
                return;
            }
            headers.RetryAfter = seconds;
            await ApiProblems.RateLimited.ExecuteAsync(context);
        }
    }
}

/// <param name="CallsPerMinute">How many calls one key or user may make.</param>
/// <param name="OrganizationCallsPerMinute">How many calls all keys and users of an organization may make together.</param>
public sealed record ApiSettings(
    [property: Range(1, 10_000_000)] int CallsPerMinute,
    [property: Range(1, 10_000_000)] int OrganizationCallsPerMinute
)
{
    public ApiSettings()
        : this(600, 3_000) { }
}

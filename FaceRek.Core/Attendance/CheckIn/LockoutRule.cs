namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>So many failures within a window close a way for a while.</summary>
public sealed record LockoutRule(int Failures, TimeSpan Window, TimeSpan Pause)
{
    public static readonly LockoutRule Camera = new(5, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));

    /// <summary>A PIN has a million values at least: five tries a quarter of an hour take decades.</summary>
    public static readonly LockoutRule Pin = new(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    /// <summary>Of one sign-in that names nobody: a stranger who tries is compared with everybody.</summary>
    public static readonly LockoutRule Reception = new(10, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

    /// <summary>How far back failures can still matter.</summary>
    public TimeSpan Memory => Window + Pause;

    /// <returns>When the way opens again; null when it is open at <paramref name="now"/>.</returns>
    public DateTimeOffset? ClosedUntil(IEnumerable<DateTimeOffset> failures, DateTimeOffset now)
    {
        var times = failures.Order().ToList();
        for (var last = times.Count - 1; last >= Failures - 1; last--)
        {
            if (times[last] - times[last - Failures + 1] > Window)
            {
                continue;
            }
            var until = times[last] + Pause;
            return now < until ? until : null;
        }
        return null;
    }
}

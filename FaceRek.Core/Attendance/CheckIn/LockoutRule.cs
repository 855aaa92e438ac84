namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>This many failures within a window lock one way of checking in for a while.</summary>
public sealed record LockoutRule(int Failures, TimeSpan Window, TimeSpan Pause)
{
    public static readonly LockoutRule Camera = new(5, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));

    /// <summary>A PIN has at least a million values: with five attempts in a quarter of an hour guessing takes decades.</summary>
    public static readonly LockoutRule Pin = new(5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    /// <summary>For one sign-in without a named person: each attempt of a stranger is compared with all people.</summary>
    public static readonly LockoutRule Reception = new(10, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

    /// <summary>How far back failures can still matter.</summary>
    public TimeSpan Memory => Window + Pause;

    /// <returns>When it is unlocked; null when it is not locked at <paramref name="now"/>.</returns>
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

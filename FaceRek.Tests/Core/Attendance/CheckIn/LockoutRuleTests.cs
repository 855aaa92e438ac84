using FaceRek.Core.Attendance.CheckIn;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

public sealed class LockoutRuleTests
{
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 30 60 90", 100, null)] // four failures
    [InlineData("0 30 60 90 180", 181, 480)] // five within three minutes: locked for five from the last
    [InlineData("0 30 60 90 181", 182, null)] // a second too far apart
    [InlineData("0 30 60 90 180", 479, 480)]
    [InlineData("0 30 60 90 180", 480, null)] // unlocked again
    [InlineData("180 90 0 60 30", 200, 480)] // in any order
    [InlineData("0 1 2 3 4 5 6", 10, 306)] // each further failure restarts the pause
    [InlineData("", 0, null)]
    public void Five_failures_in_three_minutes_close_the_camera_for_five(string failuresAt, int now, int? closedUntil)
    {
        var failures = failuresAt
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(seconds => Eight.AddSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)));
        DateTimeOffset? expected = closedUntil is { } until ? Eight.AddSeconds(until) : null;
        Assert.Equal(expected, LockoutRule.Camera.ClosedUntil(failures, Eight.AddSeconds(now)));
    }
}

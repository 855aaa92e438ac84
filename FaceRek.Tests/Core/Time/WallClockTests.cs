using FaceRek.Core.Time;

namespace FaceRek.Tests.Core.Time;

public sealed class WallClockTests
{
    private static readonly WallClock London = new("Europe/London");

    [Fact]
    public void A_day_is_23_to_25_hours_long()
    {
        Assert.Equal(23, HoursOf(new DateOnly(2026, 3, 29)));
        Assert.Equal(25, HoursOf(new DateOnly(2026, 10, 25)));
        Assert.Equal(24, HoursOf(new DateOnly(2026, 7, 1)));
    }

    [Fact]
    public void A_time_the_clock_skips_moves_forward_and_of_one_it_shows_twice_the_first_counts()
    {
        Assert.Equal(Utc(2026, 3, 29, 1, 30), London.At(new DateTime(2026, 3, 29, 1, 30, 0)));
        Assert.Equal(new DateTime(2026, 3, 29, 2, 30, 0), London.Show(Utc(2026, 3, 29, 1, 30)).DateTime);
        Assert.Equal(Utc(2026, 10, 25, 0, 30), London.At(new DateTime(2026, 10, 25, 1, 30, 0)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    public void At_the_edges_of_the_calendar_there_is_a_time_as_well(string zone) =>
        Assert.Equal(
            (DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
            (WallClock.Of(zone).At(DateTime.MinValue), WallClock.Of(zone).At(DateTime.MaxValue))
        );

    [Fact]
    public void A_day_begins_at_its_own_midnight()
    {
        Assert.Equal(new DateOnly(2026, 7, 2), London.DayOf(Utc(2026, 7, 1, 23, 0)));
        Assert.Equal(Utc(2026, 7, 1, 23, 0), London.StartOf(new DateOnly(2026, 7, 2)));
    }

    private static double HoursOf(DateOnly day) => (London.StartOf(day.AddDays(1)) - London.StartOf(day)).TotalHours;

    private static DateTimeOffset Utc(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, TimeSpan.Zero);
}

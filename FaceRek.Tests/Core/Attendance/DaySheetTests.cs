using FaceRek.Core.Attendance;

namespace FaceRek.Tests.Core.Attendance;

public sealed class DaySheetTests
{
    private static readonly WallClock London = new("Europe/London");
    private static readonly DateTimeOffset Later = London.At(new DateTime(2026, 11, 1));
    private int number;

    [Fact]
    public void A_night_belongs_to_the_day_it_began_and_has_its_true_length()
    {
        // 25 October 2026: the clock goes back at 02:00, so 22:00 to 06:00 are nine hours.
        var sheets = DaySheet.Of([In(new DateTime(2026, 10, 24, 22, 0, 0)), Out(new DateTime(2026, 10, 25, 6, 0, 0))], London, Later);
        Assert.Equal([new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 24)], sheets.Select(sheet => sheet.Date));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(9)], sheets.Select(sheet => sheet.Total));
        Assert.All(sheets, sheet => Assert.False(sheet.IsOdd));
    }

    [Fact]
    public void What_stands_alone_is_odd_and_never_paired()
    {
        var sheet = Assert.Single(DaySheet.Of([In(At(8)), In(At(9)), Out(At(12)), Out(At(17))], London, Later));
        Assert.Equal(TimeSpan.FromHours(3), sheet.Total);
        Assert.True(sheet.IsOdd);
    }

    [Fact]
    public void Somebody_forgotten_since_yesterday_has_not_worked_all_night()
    {
        var sheets = DaySheet.Of([In(At(8)), Out(At(8).AddHours(17))], London, Later);
        Assert.All(sheets, sheet => Assert.True(sheet.IsOdd && sheet.Total == TimeSpan.Zero));
    }

    [Fact]
    public void Who_is_in_at_the_moment_is_not_odd()
    {
        var sheet = Assert.Single(DaySheet.Of([In(At(8)), Out(At(12)), In(At(13))], London, London.At(At(15))));
        Assert.Equal((TimeSpan.FromHours(4), true, false), (sheet.Total, sheet.IsOpen, sheet.IsOdd));
    }

    [Fact]
    public void The_order_of_recording_does_not_matter()
    {
        var sheet = Assert.Single(DaySheet.Of([Out(At(17)), In(At(13)), Out(At(12)), In(At(8))], London, Later));
        Assert.Equal((TimeSpan.FromHours(8), false), (sheet.Total, sheet.IsOdd));
    }

    private static DateTime At(int hour) => new(2026, 7, 1, hour, 0, 0);

    private Punch In(DateTime wall) => New(wall, Direction.In);

    private Punch Out(DateTime wall) => New(wall, Direction.Out);

    private Punch New(DateTime wall, Direction direction) => new()
    {
        OrganizationId = Guid.Empty, PersonId = Guid.Empty, Number = ++number, At = London.At(wall), Zone = "Europe/London", Direction = direction,
        DirectionSource = DirectionSource.Choice, Way = PunchWay.Face, RecordedAt = London.At(wall), RecordedById = Guid.Empty,
    };
}

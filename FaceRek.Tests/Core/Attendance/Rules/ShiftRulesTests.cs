using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Tests.Core.Attendance.Days;

namespace FaceRek.Tests.Core.Attendance.Rules;

/// <summary>Which shift is worked on which day, and which input is a valid shift.</summary>
public sealed class ShiftRulesTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly ShiftDetails Good = new(
        "Office",
        new TimeOnly(9, 0),
        new TimeOnly(17, 0),
        false,
        WeekDays.Workdays
    );

    [Theory]
    [InlineData(DayOfWeek.Monday, WeekDays.Monday)]
    [InlineData(DayOfWeek.Tuesday, WeekDays.Tuesday)]
    [InlineData(DayOfWeek.Wednesday, WeekDays.Wednesday)]
    [InlineData(DayOfWeek.Thursday, WeekDays.Thursday)]
    [InlineData(DayOfWeek.Friday, WeekDays.Friday)]
    [InlineData(DayOfWeek.Saturday, WeekDays.Saturday)]
    [InlineData(DayOfWeek.Sunday, WeekDays.Sunday)]
    public void A_shift_begins_on_its_own_days_of_the_week(DayOfWeek day, WeekDays days)
    {
        Assert.True(NewShift(days).BeginsOn(day));
        Assert.False(NewShift(WeekDays.All & ~days).BeginsOn(day));
        Assert.Equal(day is not (DayOfWeek.Saturday or DayOfWeek.Sunday), NewShift(WeekDays.Workdays).BeginsOn(day));
    }

    [Theory]
    [InlineData("16:00", 480, "00:00", false)]
    [InlineData("16:00", 481, "00:01", true)]
    [InlineData("22:00", 480, "06:00", true)]
    [InlineData("00:00", 960, "16:00", false)]
    public void A_shift_is_overnight_where_it_ends_after_midnight(string from, int minutes, string to, bool isOvernight)
    {
        var shift = NewShift(WeekDays.All, At(from), minutes);
        Assert.Equal((At(to), isOvernight, minutes), (shift.EndsAt, shift.IsOvernight, shift.WorkMinutes));
        Assert.Equal([(0, minutes)], shift.Parts);
    }

    [Fact]
    public void The_hours_between_two_parts_are_no_work()
    {
        var shift = new Shift
        {
            OrganizationId = default,
            Name = "Two",
            StartsAt = At("08:00"),
            Minutes = 720,
            FirstPartMinutes = 200,
            SecondPartAfter = 480,
            Days = WeekDays.All,
            CreatedAt = default,
        };
        Assert.Equal([(0, 200), (480, 720)], shift.Parts);
        Assert.Equal(440, shift.WorkMinutes);
    }

    [Theory]
    [InlineData("09:00", "09:00", false, ShiftError.NoLength)]
    [InlineData("09:00", "09:01", false, null)]
    [InlineData("09:00", "01:00", true, null)]
    [InlineData("09:00", "01:01", true, ShiftError.TooLong)]
    [InlineData("00:00", "16:00", false, null)]
    [InlineData("00:00", "16:01", false, ShiftError.TooLong)]
    public void A_shift_is_a_minute_long_at_least_and_sixteen_hours_at_most(
        string from,
        string to,
        bool nextDay,
        ShiftError? error
    ) =>
        Assert.Equal(
            error is { } one ? [one] : [],
            (Good with { StartsAt = At(from), EndsAt = At(to), EndsNextDay = nextDay }).Errors
        );

    [Theory]
    [InlineData("08:01", "09:01", true)]
    [InlineData("08:00", "09:01", false)]
    [InlineData("12:00", "13:00", true)]
    [InlineData("12:00", "12:59", false)]
    [InlineData("12:00", "19:59", true)]
    [InlineData("12:00", "20:00", false)]
    public void Parts_lie_within_the_shift_and_an_hour_apart(string pauses, string resumes, bool isGood) =>
        Assert.Equal(
            isGood ? [] : [ShiftError.PartsOutOfOrder],
            (
                Good with
                {
                    StartsAt = At("08:00"),
                    EndsAt = At("20:00"),
                    PausesAt = At(pauses),
                    ResumesAt = At(resumes),
                }
            ).Errors
        );

    [Fact]
    public void A_name_has_sixty_characters_at_most_and_a_shift_a_day_at_least()
    {
        Assert.Empty((Good with { Name = $" {new string('x', 60)} " }).Errors);
        Assert.Equal([ShiftError.NameTooLong], (Good with { Name = new string('x', 61) }).Errors);
        Assert.Equal([ShiftError.NameMissing], (Good with { Name = null }).Errors);
        Assert.Equal([ShiftError.NoDays], (Good with { Days = (WeekDays)128 }).Errors);
        Assert.Empty((Good with { Days = WeekDays.Sunday }).Errors);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(8, 0)]
    [InlineData(-1, 7)]
    [InlineData(-8, 0)]
    [InlineData(-9, 7)]
    [InlineData(801, 1)]
    public void A_cycle_comes_round_on_both_sides_of_its_beginning(int day, int position)
    {
        var rotation = new Rotation
        {
            OrganizationId = default,
            Name = "Round",
            StartsOn = Monday,
            Length = 8,
            CreatedAt = default,
        };
        var shift = Guid.CreateVersion7();
        rotation.Days.Add(
            new RotationDay
            {
                OrganizationId = default,
                RotationId = rotation.Id,
                Position = 7,
                ShiftId = shift,
            }
        );
        Assert.Equal(
            (position, position == 7 ? shift : (Guid?)null),
            (rotation.PositionOf(Monday.AddDays(day)), rotation.ShiftIdOn(Monday.AddDays(day)))
        );
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void An_assignment_applies_from_its_first_day_to_its_last(int day, bool holds)
    {
        Assert.Equal(holds, Assigned(0, 3).HoldsOn(Monday.AddDays(day)));
        Assert.Equal(day >= 0, Assigned(0, null).HoldsOn(Monday.AddDays(day)));
    }

    [Theory]
    [InlineData(-2, -1, null, null)]
    [InlineData(-2, 0, 0, 0)]
    [InlineData(-2, 9, 0, 3)]
    [InlineData(1, 2, 1, 2)]
    [InlineData(3, 9, 3, 3)]
    [InlineData(4, 9, null, null)]
    public void The_part_of_an_assignment_in_some_days_is_what_both_share(int from, int until, int? first, int? last)
    {
        var whole = Assigned(0, 3);
        var part = whole.Within(Monday.AddDays(from), Monday.AddDays(until));
        Assert.Equal(
            (first, last),
            (part?.From.DayNumber - Monday.DayNumber, part?.Until?.DayNumber - Monday.DayNumber)
        );
        Assert.Equal(first is not null, whole.Overlaps(Monday.AddDays(from), Monday.AddDays(until)));
        if (part is null)
        {
            return;
        }
        Assert.Equal(
            (whole.ShiftId, whole.PersonId, whole.DepartmentId, whole.RotationId, whole.CreatedById),
            (part.ShiftId, part.PersonId, part.DepartmentId, part.RotationId, part.CreatedById)
        );
    }

    [Fact]
    public void An_open_ended_assignment_overlaps_everything_after_its_first_day()
    {
        Assert.True(Assigned(0, null).Overlaps(Monday.AddDays(900), Monday.AddDays(901)));
        Assert.False(Assigned(0, null).Overlaps(Monday.AddDays(-9), Monday.AddDays(-1)));
        Assert.True(Assigned(0, 3).Overlaps(Monday.AddDays(3), null));
        Assert.False(Assigned(0, 3).Overlaps(Monday.AddDays(4), null));
        Assert.Equal(Monday.AddDays(901), Assigned(0, null).Within(Monday.AddDays(900), Monday.AddDays(901))!.Until);
    }

    [Fact]
    public void A_persons_own_shift_goes_before_the_departments_also_where_it_is_a_day_off()
    {
        var (own, theirs) = (NewShift(WeekDays.Monday), NewShift(WeekDays.All));
        var shifts = new Dictionary<Guid, Shift> { [own.Id] = own, [theirs.Id] = theirs };
        var roster = new Roster(
            [Assigned(0, 3, own.Id)],
            [Assigned(-9, null, theirs.Id)],
            shifts,
            new Dictionary<Guid, Rotation>()
        );
        Assert.Equal(
            [theirs, own, null, null, theirs],
            new[] { -1, 0, 1, 3, 4 }.Select(day => roster.On(Monday.AddDays(day)))
        );
        Assert.Null(Roster.Empty.On(Monday));
    }

    [Fact]
    public void A_calendar_has_the_days_asked_for_on_which_the_person_is_employed_and_not_off()
    {
        var someone = new PersonScenario("Asia/Tokyo")
            .Works("09:00", 480)
            .Employed("2026-03-03", "2026-03-07")
            .Holiday("2026-03-04", "Fair")
            .OnLeave("2026-03-05")
            .OnLeave("2026-03-06", LeavePart.Afternoon);
        var text = ShiftCalendar
            .Write(someone.Facts(), Monday, Monday.AddDays(9), new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero))
            .ReplaceLineEndings("\n")
            .Split('\n');
        Assert.Equal(
            ["DTSTART:20260303T000000Z", "DTSTART:20260306T000000Z", "DTSTART:20260307T000000Z"],
            text.Where(line => line.StartsWith("DTSTART", StringComparison.Ordinal))
        );
        Assert.All(
            text.Where(line => line.StartsWith("DTSTAMP", StringComparison.Ordinal)),
            line => Assert.Equal("DTSTAMP:20260301T083000Z", line)
        );
        Assert.Contains($"UID:{someone.PersonId:N}-20260303@facerek", text);
        var two = ShiftCalendar
            .Write(new PersonScenario().WorksInTwo("20:00", 120, 360, 600).Facts(), Monday, Monday, default)
            .ReplaceLineEndings("\n")
            .Split('\n');
        Assert.Equal(
            [true, false],
            two.Where(line => line.StartsWith("UID:", StringComparison.Ordinal))
                .Select(line => line.EndsWith("-20260302@facerek", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["DTSTART:20260302T200000Z", "DTSTART:20260303T020000Z"],
            two.Where(line => line.StartsWith("DTSTART", StringComparison.Ordinal))
        );
    }

    private static TimeOnly At(string time) => TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static Shift NewShift(WeekDays days, TimeOnly? from = null, int minutes = 480) =>
        new()
        {
            OrganizationId = default,
            Name = "Shift",
            StartsAt = from ?? At("09:00"),
            Minutes = minutes,
            Days = days,
            CreatedAt = default,
        };

    private static ShiftAssignment Assigned(int from, int? until, Guid? shift = null) =>
        new()
        {
            OrganizationId = default,
            PersonId = Guid.CreateVersion7(),
            ShiftId = shift ?? Guid.CreateVersion7(),
            From = Monday.AddDays(from),
            Until = until is { } last ? Monday.AddDays(last) : null,
            CreatedAt = default,
            CreatedById = Guid.CreateVersion7(),
        };
}

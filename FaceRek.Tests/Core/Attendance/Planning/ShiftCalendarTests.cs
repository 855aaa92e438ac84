using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Tests.Core.Attendance.Days;

namespace FaceRek.Tests.Core.Attendance.Planning;

public sealed class ShiftCalendarTests
{
    [Fact]
    public void A_night_in_which_the_clocks_change_has_its_true_length_and_days_off_have_no_entry()
    {
        var organization = Guid.Parse("0190aaaa-0000-7000-8000-000000000000");
        var shift = new Shift
        {
            OrganizationId = organization,
            Name = "Night",
            StartsAt = new TimeOnly(22, 0),
            Minutes = 480,
            Days = (WeekDays)127,
            CreatedAt = default,
        };
        var assignment = new ShiftAssignment
        {
            OrganizationId = organization,
            PersonId = organization,
            ShiftId = shift.Id,
            From = new DateOnly(2026, 1, 1),
            CreatedAt = default,
            CreatedById = organization,
        };
        var notes = new DayCalendar(
            new Dictionary<DateOnly, string> { [new(2026, 3, 30)] = "Holiday" },
            new Dictionary<DateOnly, DayLeave>
            {
                [new(2026, 3, 31)] = new(LeavePart.WholeDay, IsPaid: true),
                [new(2026, 4, 1)] = new(LeavePart.Morning, IsPaid: true),
            }
        );
        var inputs = new DayInputs(
            organization,
            organization,
            "Europe/London",
            new DateOnly(2026, 1, 1),
            null,
            [],
            new Roster(
                [assignment],
                [],
                new Dictionary<Guid, Shift> { [shift.Id] = shift },
                new Dictionary<Guid, Rotation>()
            ),
            PolicyHistory.Empty,
            notes,
            []
        );

        var text = ShiftCalendar
            .Write(
                inputs,
                new DateOnly(2026, 3, 28),
                new DateOnly(2026, 4, 1),
                new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)
            )
            .ReplaceLineEndings("\n");

        Assert.Equal(
            ["DTSTART:20260328T220000Z", "DTSTART:20260329T210000Z", "DTSTART:20260401T210000Z"],
            Lines(text, "DTSTART")
        );
        Assert.Equal(
            ["DTEND:20260329T050000Z", "DTEND:20260330T050000Z", "DTEND:20260402T050000Z"],
            Lines(text, "DTEND")
        );
        Assert.Equal(3, Lines(text, "UID:").Distinct().Count());
        Assert.All(Lines(text, "SUMMARY"), line => Assert.Equal("SUMMARY:Night", line));
        Assert.StartsWith("BEGIN:VCALENDAR\n", text, StringComparison.Ordinal);
        Assert.EndsWith("END:VCALENDAR\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shift_in_two_parts_has_two_entries()
    {
        var inputs = new PersonScenario().WorksInTwo("08:00", 4 * 60, 8 * 60, 12 * 60).Facts();
        var text = ShiftCalendar
            .Write(
                inputs,
                new DateOnly(2026, 3, 2),
                new DateOnly(2026, 3, 2),
                new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero)
            )
            .ReplaceLineEndings("\n");
        Assert.Equal(["DTSTART:20260302T080000Z", "DTSTART:20260302T160000Z"], Lines(text, "DTSTART"));
        Assert.Equal(["DTEND:20260302T120000Z", "DTEND:20260302T200000Z"], Lines(text, "DTEND"));
        Assert.Equal(2, Lines(text, "UID:").Distinct().Count());
    }

    private static List<string> Lines(string text, string start) =>
        [.. text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))];
}

using System.Text;
using FaceRek.Core.Workplaces.Holidays;

namespace FaceRek.Tests.Core.Workplaces.Holidays;

public sealed class HolidayCalendarTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void Whole_days_are_read_and_appointments_left_out()
    {
        var days = Read(
            Event("New Year’s Day", "DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260102"),
            Event("Whit Monday", "DTSTART;VALUE=DATE:20260525"),
            Event("Christmas", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227"),
            Event("Staff meeting", "DTSTART:20260302T090000Z", "DTEND:20260302T100000Z")
        );
        Assert.Equal(
            [
                (new(2026, 1, 1), "New Year’s Day"),
                (new(2026, 5, 25), "Whit Monday"),
                (new(2026, 12, 25), "Christmas"),
                (new(2026, 12, 26), "Christmas"),
            ],
            days.All
        );
        Assert.Equal(1, days.LeftOut);
    }

    [Fact]
    public void A_yearly_day_is_written_out_five_years_ahead_and_leap_days_only_where_they_are()
    {
        var days = Read(
            Event("Founders’ day", "DTSTART;VALUE=DATE:20200302", "RRULE:FREQ=YEARLY"),
            Event("Leap day", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY")
        );
        Assert.Equal(
            Enumerable.Range(2025, 7).Select(year => new DateOnly(year, 3, 2)),
            days.All.Where(day => day.Name == "Founders’ day").Select(day => day.On)
        );
        Assert.Equal([new DateOnly(2028, 2, 29)], days.All.Where(day => day.Name == "Leap day").Select(day => day.On));
    }

    [Fact]
    public void The_same_day_twice_is_one() =>
        Assert.Single(
            Read(Event("May Day", "DTSTART;VALUE=DATE:20260501"), Event("May Day", "DTSTART;VALUE=DATE:20260501")).All
        );

    [Fact]
    public void A_calendar_with_a_mark_and_line_feeds_only_is_read_too()
    {
        var text = "\uFEFF" + Calendar(Event("May Day", "DTSTART;VALUE=DATE:20260501")).ReplaceLineEndings("\n");
        Assert.IsType<CalendarReading.Days>(HolidayCalendar.Read(Encoding.UTF8.GetBytes(text), Today));
    }

    public static TheoryData<string, CalendarError> Rubbish =>
        new()
        {
            { "", CalendarError.Empty },
            { "Name,Day\nMay Day,2026-05-01\n", CalendarError.NotACalendar },
            { "<html>BEGIN:VCALENDAR</html>", CalendarError.NotACalendar },
            { "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Cut o", CalendarError.NotACalendar },
            { "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", CalendarError.NotACalendar },
            { Calendar(Event("x", "DTSTART;VALUE=DATE:20269999")), CalendarError.NotACalendar },
            { Calendar(), CalendarError.NoWholeDays },
            { Calendar(Event("Meeting", "DTSTART:20260302T090000Z")), CalendarError.NoWholeDays },
            { Calendar(Event("Long ago", "DTSTART;VALUE=DATE:19990101")), CalendarError.NoWholeDays },
            { Calendar(Event("Nameless\u202E", "DTSTART;VALUE=DATE:20260501")), CalendarError.NoWholeDays },
            {
                Calendar(Event("Every day", "DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=DAILY")),
                CalendarError.RepeatsOften
            },
            {
                Calendar(Event("Every second", "DTSTART;VALUE=DATE:20260501", "RRULE:FREQ=SECONDLY")),
                CalendarError.RepeatsOften
            },
            {
                Calendar(
                    Event(
                        "Every second of a year",
                        "DTSTART;VALUE=DATE:20260501",
                        "RRULE:FREQ=YEARLY;BYHOUR=1,2,3;BYSECOND=1,2"
                    )
                ),
                CalendarError.RepeatsOften
            },
            {
                Calendar(Event("A year off", "DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20270101")),
                CalendarError.TooLong
            },
            {
                Calendar(Event("Backwards", "DTSTART;VALUE=DATE:20260102", "DTEND;VALUE=DATE:20260101")),
                CalendarError.TooLong
            },
            {
                Calendar([
                    .. Enumerable
                        .Range(0, 1_001)
                        .Select(i =>
                            Event(
                                $"Day {i}",
                                $"DTSTART;VALUE=DATE:{new DateOnly(2026, 1, 1).AddDays(i % 365):yyyyMMdd}"
                            )
                        ),
                ]),
                CalendarError.TooManyDays
            },
        };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Rubbish_is_refused_with_its_reason(string file, CalendarError expected) =>
        Assert.Equal(new CalendarReading.Refused(expected), HolidayCalendar.Read(Encoding.UTF8.GetBytes(file), Today));

    [Fact]
    public void A_file_over_the_limit_and_one_of_other_bytes_are_refused()
    {
        Assert.Equal(
            new CalendarReading.Refused(CalendarError.TooLarge),
            HolidayCalendar.Read(new byte[HolidayCalendar.MaxBytes + 1], Today)
        );
        Assert.Equal(
            new CalendarReading.Refused(CalendarError.NotACalendar),
            HolidayCalendar.Read([0xFF, 0xFE, 0xD8, 0x00, 0x80], Today)
        );
    }

    private static CalendarReading.Days Read(params string[] events) =>
        Assert.IsType<CalendarReading.Days>(HolidayCalendar.Read(Encoding.UTF8.GetBytes(Calendar(events)), Today));

    private static string Calendar(params string[] events) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{string.Concat(events)}END:VCALENDAR\r\n";

    private static string Event(string summary, params string[] lines) =>
        $"BEGIN:VEVENT\r\nUID:{summary.GetHashCode(StringComparison.Ordinal)}-{lines[0]}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{summary}\r\n{string.Concat(lines.Select(line => $"{line}\r\n"))}END:VEVENT\r\n";
}

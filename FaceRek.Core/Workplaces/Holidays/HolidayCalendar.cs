using System.Text;
using FaceRek.Core.Organizations;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace FaceRek.Core.Workplaces.Holidays;

/// <summary>
/// Reads the whole-day events of an iCalendar file (RFC 5545), as states and schools publish them. The file is not
/// trusted: its size, its days and its repetitions are limited.
/// </summary>
public static class HolidayCalendar
{
    public const int MaxBytes = 500_000;
    public const int MaxDays = 1_000;
    private const int MaxSpanDays = 31;

    /// <summary>Years before and after the current one; a yearly event is expanded within them.</summary>
    private const int YearsBack = 1,
        YearsAhead = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static CalendarReading Read(ReadOnlySpan<byte> file, DateOnly today)
    {
        if (file.Length == 0)
        {
            return new CalendarReading.Refused(CalendarError.Empty);
        }
        if (file.Length > MaxBytes)
        {
            return new CalendarReading.Refused(CalendarError.TooLarge);
        }
        return Parse(file) is { } events
            ? Read(events, new DateOnly(today.Year - YearsBack, 1, 1), new DateOnly(today.Year + YearsAhead, 12, 31))
            : new CalendarReading.Refused(CalendarError.NotACalendar);
    }

    private static List<CalendarEvent>? Parse(ReadOnlySpan<byte> file)
    {
        try
        {
            var text = StrictUtf8.GetString(file).TrimStart('\uFEFF').TrimStart();
            // A file that was cut off would otherwise be read up to the cut.
            if (
                !text.StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)
                || !text.TrimEnd().EndsWith("END:VCALENDAR", StringComparison.OrdinalIgnoreCase)
            )
            {
                return null;
            }
            return [.. Calendar.Load<Calendar>(text).SelectMany(calendar => calendar.Events)];
        }
        // The library throws many kinds of exceptions on invalid text; each means that this is not a calendar.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static CalendarReading Read(List<CalendarEvent> events, DateOnly first, DateOnly last)
    {
        var days = new SortedSet<(DateOnly On, string Name)>();
        var leftOut = 0;
        foreach (var happening in events)
        {
            if (
                happening.DtStart is not { HasTime: false } start
                || !PlainName.TryRead(happening.Summary, Holiday.MaxNameLength, out var name)
            )
            {
                leftOut++;
                continue;
            }
            if (
                happening.RecurrenceDates.GetAllDates().Any()
                || happening.RecurrenceRule is { } rule && !IsYearly(rule)
            )
            {
                return new CalendarReading.Refused(CalendarError.RepeatsOften);
            }
            // The end of a whole-day event is the day after its last day.
            var length = happening.DtEnd is { } end ? end.Date.DayNumber - start.Date.DayNumber : 1;
            if (length is < 1 or > MaxSpanDays)
            {
                return new CalendarReading.Refused(CalendarError.TooLong);
            }
            foreach (var begins in Begins(happening, start, first, last))
            {
                for (var day = 0; day < length; day++)
                {
                    if (begins.AddDays(day) is var on && on >= first && on <= last)
                    {
                        days.Add((on, name));
                    }
                }
            }
            if (days.Count > MaxDays)
            {
                return new CalendarReading.Refused(CalendarError.TooManyDays);
            }
        }
        return days.Count == 0
            ? new CalendarReading.Refused(CalendarError.NoWholeDays)
            : new CalendarReading.Days([.. days], leftOut);
    }

    private static bool IsYearly(RecurrenceRule rule) =>
        rule.Frequency == FrequencyType.Yearly && rule.ByHour.Count + rule.ByMinute.Count + rule.BySecond.Count == 0;

    private static IEnumerable<DateOnly> Begins(
        CalendarEvent happening,
        CalDateTime start,
        DateOnly first,
        DateOnly last
    ) =>
        happening.RecurrenceRule is null
            ? [start.Date]
            : happening
                .GetOccurrences(new CalDateTime(first.AddDays(-MaxSpanDays)), null)
                .Select(once => once.Period.StartTime.Date)
                .TakeWhile(day => day <= last)
                .Take(MaxDays + 1);
}

/// <summary>The result of reading a holiday file.</summary>
public abstract record CalendarReading
{
    private CalendarReading() { }

    /// <param name="All">By date, each date and name once.</param>
    /// <param name="LeftOut">Events that are not whole days, such as appointments.</param>
    public sealed record Days(IReadOnlyList<(DateOnly On, string Name)> All, int LeftOut) : CalendarReading;

    public sealed record Refused(CalendarError Error) : CalendarReading;
}

/// <summary>Why a holiday file cannot be imported.</summary>
public enum CalendarError
{
    Empty,
    TooLarge,

    /// <summary>Not iCalendar, or incomplete.</summary>
    NotACalendar,

    TooManyDays,

    /// <summary>Valid, but without a whole-day event in the years that count.</summary>
    NoWholeDays,

    /// <summary>An event repeats in another way than once a year.</summary>
    RepeatsOften,

    /// <summary>An event is longer than a month.</summary>
    TooLong,
}

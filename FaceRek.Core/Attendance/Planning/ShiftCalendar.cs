using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>
/// A person's own shifts as iCalendar (RFC 5545), for the calendar on their phone. It contains nothing about other
/// people.
/// </summary>
public static class ShiftCalendar
{
    /// <param name="now">Timestamp of each entry, so that a later file replaces an earlier one.</param>
    public static string Write(DayInputs inputs, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var calendar = new Calendar { ProductId = "-//FaceRek//Shifts//EN" };
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (!inputs.IsEmployedOn(day) || inputs.Roster.On(day) is not { } shift || IsOff(inputs.Notes, day))
            {
                continue;
            }
            var clock = WallClock.Of(inputs.ZoneOn(day));
            var begins = day.ToDateTime(shift.StartsAt);
            foreach (var (index, part) in shift.Parts.Index())
            {
                calendar.Events.Add(
                    new CalendarEvent
                    {
                        Uid = FormattableString.Invariant(
                            $"{inputs.PersonId:N}-{day:yyyyMMdd}{(index == 0 ? "" : "-2")}@facerek"
                        ),
                        Summary = shift.Name,
                        DtStamp = Utc(now),
                        Start = Utc(clock.At(begins.AddMinutes(part.From))),
                        End = Utc(clock.At(begins.AddMinutes(part.To))),
                    }
                );
            }
        }
        return new CalendarSerializer(calendar).SerializeToString()!;
    }

    private static bool IsOff(DayCalendar notes, DateOnly day) =>
        notes.Holidays.ContainsKey(day)
        || (notes.Leave.TryGetValue(day, out var leave) && leave.Part == LeavePart.WholeDay);

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, hasTime: true);
}

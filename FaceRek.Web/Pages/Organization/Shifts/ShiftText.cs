using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Shifts;

/// <summary>Describes shifts, rotations and their faults.</summary>
public sealed class ShiftText(IStringLocalizer<Words> words)
{
    /// <summary>Monday first.</summary>
    public static readonly IReadOnlyList<(WeekDays Day, DayOfWeek Name)> Week =
    [
        .. Enumerable.Range(0, 7).Select(index => ((WeekDays)(1 << index), (DayOfWeek)((index + 1) % 7))),
    ];

    public string Times(Shift shift) =>
        (shift.IsOvernight, shift.Parts) switch
        {
            (false, [var first, var second]) => words[
                "{0} to {1} and {2} to {3}",
                Time(shift.StartsAt),
                After(shift, first.To),
                After(shift, second.From),
                Time(shift.EndsAt)
            ],
            (true, [var first, var second]) => words[
                "{0} to {1} and {2} to {3} the next day",
                Time(shift.StartsAt),
                After(shift, first.To),
                After(shift, second.From),
                Time(shift.EndsAt)
            ],
            (true, _) => words["{0} to {1} the next day", Time(shift.StartsAt), Time(shift.EndsAt)],
            _ => words["{0} to {1}", Time(shift.StartsAt), Time(shift.EndsAt)],
        };

    public static string Hours(Shift shift) => DayText.Hours(shift.WorkMinutes * 60L);

    public string Days(WeekDays days) =>
        days switch
        {
            WeekDays.All => words["Every day"],
            WeekDays.Workdays => words["Monday to Friday"],
            _ => string.Join(
                ", ",
                Week.Where(day => days.HasFlag(day.Day))
                    .Select(day => CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName(day.Name))
            ),
        };

    public string Span(ShiftAssignment assignment) =>
        assignment.Until is { } until
            ? words["{0} to {1}", Day(assignment.From), Day(until)]
            : words["from {0} on", Day(assignment.From)];

    public string Of(ShiftFault fault) =>
        fault switch
        {
            ShiftFault.NameMissing => words["Give it a name."],
            ShiftFault.NameTooLong => words["The name has more than {0} characters.", Shift.MaxNameLength],
            ShiftFault.NoLength => words["It must end after it begins. A night ends the next day."],
            ShiftFault.TooLong => words["A shift has at most {0} hours.", Shift.MaxMinutes / 60],
            ShiftFault.NoDays => words["Choose at least one day."],
            ShiftFault.PartsOutOfOrder => words[
                "Two parts need both times, within the shift, and at least {0} minutes between them. Less is a break.",
                Shift.LeastMinutesBetween
            ],
            _ => throw new InvalidOperationException($"{fault} has no words."),
        };

    public string Of(RotationFault fault) =>
        fault switch
        {
            RotationFault.NameMissing => words["Give it a name."],
            RotationFault.NameTooLong => words["The name has more than {0} characters.", Rotation.MaxNameLength],
            RotationFault.LengthOutOfRange => words[
                "A rotation has {0} to {1} days.",
                Rotation.FewestDays,
                Rotation.MaxDays
            ],
            RotationFault.NoWork => words["Choose a shift for at least one day."],
            RotationFault.UnknownShift => words["Choose shifts of the list."],
            _ => throw new InvalidOperationException($"{fault} has no words."),
        };

    public string Of(AssignmentOutcome refused) =>
        refused switch
        {
            AssignmentOutcome.Overlaps overlaps => words[
                "There is an assignment already, {0}. End it first, or choose other days.",
                Span(overlaps.Other)
            ],
            AssignmentOutcome.EndsBeforeItBegins => words[
                "The last day must not lie before the first, nor after the one it has."
            ],
            AssignmentOutcome.TooLongAgo => words["That is more than {0} days ago.", AssignmentDesk.MaxAge],
            AssignmentOutcome.NotFound => words["Choose somebody and a shift of the lists."],
            AssignmentOutcome.Saved => throw new InvalidOperationException($"{refused.GetType().Name} has no words."),
            _ => throw new UnreachableException(),
        };

    private static string After(Shift shift, int minutes) => Time(shift.StartsAt.AddMinutes(minutes));

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}

using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Shifts;

/// <summary>Describes shifts, rotations and their errors.</summary>
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

    public string Of(ShiftError error) =>
        error switch
        {
            ShiftError.NameMissing => words["Enter a name."],
            ShiftError.NameTooLong => words["Use at most {0} characters for the name.", Shift.MaxNameLength],
            ShiftError.NoLength => words[
                "A shift must end after it begins. For a night shift, choose “Ends the next day”."
            ],
            ShiftError.TooLong => words["A shift can have at most {0} hours.", Shift.MaxMinutes / 60],
            ShiftError.NoDays => words["Choose at least one day."],
            ShiftError.PartsOutOfOrder => words[
                "Enter both times, within the shift and at least {0} minutes apart. A shorter time is a break.",
                Shift.LeastMinutesBetween
            ],
            _ => throw new InvalidOperationException($"{error} has no words."),
        };

    public string Of(RotationError error) =>
        error switch
        {
            RotationError.NameMissing => words["Enter a name."],
            RotationError.NameTooLong => words["Use at most {0} characters for the name.", Rotation.MaxNameLength],
            RotationError.LengthOutOfRange => words[
                "A rotation has {0} to {1} days.",
                Rotation.FewestDays,
                Rotation.MaxDays
            ],
            RotationError.NoWork => words["Choose a shift for at least one day."],
            RotationError.UnknownShift => words["Choose shifts from the list."],
            _ => throw new InvalidOperationException($"{error} has no words."),
        };

    public string Of(AssignmentOutcome refused) =>
        refused switch
        {
            AssignmentOutcome.Overlaps overlaps => words[
                "There is already an assignment, {0}. End it first, or choose other days.",
                Span(overlaps.Other)
            ],
            AssignmentOutcome.EndsBeforeItBegins => words[
                "Choose a last day after the first, and not later than the current last day."
            ],
            AssignmentOutcome.TooLongAgo => words[
                "This is more than {0} days ago. Choose a later day.",
                AssignmentDesk.MaxAge
            ],
            AssignmentOutcome.NotFound => words["Choose a person and a shift from the lists."],
            AssignmentOutcome.Saved => throw new InvalidOperationException($"{refused.GetType().Name} has no words."),
            _ => throw new UnreachableException(),
        };

    private static string After(Shift shift, int minutes) => Time(shift.StartsAt.AddMinutes(minutes));

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}

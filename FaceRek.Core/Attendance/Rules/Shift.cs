using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Rules;

/// <summary>
/// A named span of working time in local time. Its times never change after it is created, because past days would
/// change; a changed shift is a new one from a date on.
/// </summary>
public sealed class Shift : ISharedRule
{
    public const int MaxNameLength = 60;

    /// <summary>The longest possible session: a person who is present for longer forgot to check out.</summary>
    public static readonly int MaxMinutes = (int)Punch.MaxSessionLength.TotalMinutes;

    /// <summary>A shorter gap between two parts is a break.</summary>
    public const int LeastMinutesBetween = 60;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Name { get; set; }
    public required TimeOnly StartsAt { get; init; }

    /// <summary>
    /// Length in local time from its start to its end, 1 to <see cref="MaxMinutes"/>; in a night of a clock change it
    /// is an hour more or less.
    /// </summary>
    public required int Minutes { get; init; }

    /// <summary>
    /// For a split shift: how long after its start the first part ends. The hours between the parts are free time.
    /// Null, with the next, for a shift in one part.
    /// </summary>
    public int? FirstPartMinutes { get; init; }

    /// <summary>How long after the start of the shift the second part begins.</summary>
    public int? SecondPartAfter { get; init; }

    /// <summary>The days of the week on which it begins; a rotation has its own days.</summary>
    public required WeekDays Days { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>No longer available; past days keep it.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    public TimeOnly EndsAt => StartsAt.AddMinutes(Minutes);

    /// <summary>Minutes after its start, of each part.</summary>
    public IReadOnlyList<(int From, int To)> Parts =>
        FirstPartMinutes is { } first && SecondPartAfter is { } second
            ? [(0, first), (second, Minutes)]
            : [(0, Minutes)];

    /// <summary>Without the hours between the parts.</summary>
    public int WorkMinutes => Parts.Sum(part => part.To - part.From);

    /// <summary>Ends on the next day.</summary>
    public bool IsOvernight => StartsAt.ToTimeSpan() + TimeSpan.FromMinutes(Minutes) > TimeSpan.FromDays(1);

    public bool BeginsOn(DayOfWeek day) => Days.HasFlag((WeekDays)(1 << (((int)day + 6) % 7)));
}

[Flags]
public enum WeekDays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    Workdays = Monday | Tuesday | Wednesday | Thursday | Friday,
    All = Workdays | Saturday | Sunday,
}

public static class ShiftQueries
{
    /// <summary>Those that can be assigned.</summary>
    public static IQueryable<Shift> InUse(this IQueryable<Shift> shifts) =>
        shifts.Where(shift => shift.ArchivedAt == null);

    /// <summary>That overlap these days; without a last day it is open-ended.</summary>
    public static IQueryable<ShiftAssignment> Touching(
        this IQueryable<ShiftAssignment> assignments,
        DateOnly from,
        DateOnly? until
    ) =>
        assignments.Where(assignment =>
            (until == null || assignment.From <= until) && (assignment.Until == null || assignment.Until >= from)
        );
}

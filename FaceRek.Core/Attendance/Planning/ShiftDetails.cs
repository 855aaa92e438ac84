using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>The input of a shift.</summary>
/// <param name="EndsNextDay">The end is on the next day; 08:00 to 09:00 is then 25 hours and not one.</param>
public sealed record ShiftDetails(string? Name, TimeOnly StartsAt, TimeOnly EndsAt, bool EndsNextDay, WeekDays Days)
{
    /// <summary>When the first part of a split shift ends; used together with the next.</summary>
    public TimeOnly? PausesAt { get; init; }

    /// <summary>When the second part begins.</summary>
    public TimeOnly? ResumesAt { get; init; }

    public int? FirstPartMinutes => PausesAt is { } at ? After(at) : null;

    public int? SecondPartAfter => ResumesAt is { } at ? After(at) : null;

    public int Minutes =>
        (int)((EndsAt.ToTimeSpan() - StartsAt.ToTimeSpan()).TotalMinutes + (EndsNextDay ? 24 * 60 : 0));

    public IReadOnlyList<ShiftError> Errors => [.. Look()];

    /// <summary>In local time from the start on, over midnight if needed.</summary>
    private int After(TimeOnly at) => (int)(at - StartsAt).TotalMinutes;

    private bool HasUnfitParts =>
        (PausesAt is null) != (ResumesAt is null)
        || (
            FirstPartMinutes is { } first
            && SecondPartAfter is { } second
            && (first <= 0 || second - first < Shift.LeastMinutesBetween || second >= Minutes)
        );

    private IEnumerable<ShiftError> Look()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return ShiftError.NameMissing;
        }
        else if (Name.Trim().Length > Shift.MaxNameLength)
        {
            yield return ShiftError.NameTooLong;
        }
        if (Minutes <= 0)
        {
            yield return ShiftError.NoLength;
        }
        else if (Minutes > Shift.MaxMinutes)
        {
            yield return ShiftError.TooLong;
        }
        else if (HasUnfitParts)
        {
            yield return ShiftError.PartsOutOfOrder;
        }
        if ((Days & WeekDays.All) == WeekDays.None)
        {
            yield return ShiftError.NoDays;
        }
    }
}

public enum ShiftError
{
    NameMissing,
    NameTooLong,

    /// <summary>Begins and ends at the same time.</summary>
    NoLength,

    /// <summary>Longer than <see cref="Shift.MaxMinutes"/>.</summary>
    TooLong,

    NoDays,

    /// <summary>
    /// Only one time of a split shift is given, or the parts are not in order with at least
    /// <see cref="Shift.LeastMinutesBetween"/> between them.
    /// </summary>
    PartsOutOfOrder,
}

using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>A shift as somebody wrote it down.</summary>
/// <param name="EndsNextDay">The end is on the day after; 08:00 to 09:00 is then 25 hours and not one.</param>
public sealed record ShiftDetails(string? Name, TimeOnly StartsAt, TimeOnly EndsAt, bool EndsNextDay, WeekDays Days)
{
    /// <summary>Where it is worked in two parts, when the first ends; goes with the next.</summary>
    public TimeOnly? PausesAt { get; init; }

    /// <summary>When the second begins.</summary>
    public TimeOnly? ResumesAt { get; init; }

    public int? FirstPartMinutes => PausesAt is { } at ? After(at) : null;

    public int? SecondPartAfter => ResumesAt is { } at ? After(at) : null;

    public int Minutes =>
        (int)((EndsAt.ToTimeSpan() - StartsAt.ToTimeSpan()).TotalMinutes + (EndsNextDay ? 24 * 60 : 0));

    public IReadOnlyList<ShiftFault> Faults => [.. Look()];

    /// <summary>On the wall clock from the start on, over midnight where need be.</summary>
    private int After(TimeOnly at) => (int)(at - StartsAt).TotalMinutes;

    private bool HasUnfitParts =>
        (PausesAt is null) != (ResumesAt is null)
        || (
            FirstPartMinutes is { } first
            && SecondPartAfter is { } second
            && (first <= 0 || second - first < Shift.LeastMinutesBetween || second >= Minutes)
        );

    private IEnumerable<ShiftFault> Look()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return ShiftFault.NameMissing;
        }
        else if (Name.Trim().Length > Shift.MaxNameLength)
        {
            yield return ShiftFault.NameTooLong;
        }
        if (Minutes <= 0)
        {
            yield return ShiftFault.NoLength;
        }
        else if (Minutes > Shift.MaxMinutes)
        {
            yield return ShiftFault.TooLong;
        }
        else if (HasUnfitParts)
        {
            yield return ShiftFault.PartsOutOfOrder;
        }
        if ((Days & WeekDays.All) == WeekDays.None)
        {
            yield return ShiftFault.NoDays;
        }
    }
}

public enum ShiftFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Begins and ends at one time.</summary>
    NoLength,

    /// <summary>Longer than <see cref="Shift.MaxMinutes"/>.</summary>
    TooLong,

    NoDays,

    /// <summary>Of two parts only one time is there, or they are not one after the other with at least <see cref="Shift.LeastMinutesBetween"/> between them.</summary>
    PartsOutOfOrder,
}

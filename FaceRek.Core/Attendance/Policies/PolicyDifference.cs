namespace FaceRek.Core.Attendance.Policies;

/// <summary>What other rules would have made of past days.</summary>
/// <param name="From">First day looked at.</param>
/// <param name="Until">Last.</param>
/// <param name="DaysLookedAt">Days of people, locked ones left out.</param>
/// <param name="People">Those with a difference; the largest in paid time first, at most <see cref="PolicyDesk.MaxPeopleShown"/>.</param>
public sealed record PolicyDifference(
    DateOnly From,
    DateOnly Until,
    int DaysLookedAt,
    int DaysChanged,
    DayTotals Before,
    DayTotals After,
    IReadOnlyList<PolicyDifference.OfPerson> People
)
{
    public sealed record OfPerson(Guid PersonId, string Name, DayTotals Before, DayTotals After);
}

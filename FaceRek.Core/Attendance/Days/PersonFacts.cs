using FaceRek.Core.Attendance.Policies;
using FaceRek.Core.Attendance.Shifts;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Everything that makes the days of one person.</summary>
/// <param name="Zone">IANA; for days on which no punch says another.</param>
/// <param name="Since">First day of which the absence of punches means something.</param>
/// <param name="Until">Last such day; null goes on.</param>
/// <param name="Punches">Earliest first; two days more on either side than the days that are made.</param>
public sealed record PersonFacts(
    Guid OrganizationId, Guid PersonId, string Zone, DateOnly Since, DateOnly? Until,
    IReadOnlyList<DayPunch> Punches, Roster Roster, PolicyBook Policies, DayNotes Notes, IReadOnlyList<DayDecision> Decisions)
{
    public bool IsEmployedOn(DateOnly day) => Since <= day && (Until is null || day <= Until);
}

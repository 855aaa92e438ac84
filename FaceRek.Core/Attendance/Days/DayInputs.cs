using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Everything that makes the days of one person.</summary>
/// <param name="Zone">IANA; that of the site where the person belongs now.</param>
/// <param name="Since">First day of which the absence of punches means something.</param>
/// <param name="Until">Last such day; null goes on.</param>
/// <param name="Punches">Earliest first; two days more on either side than the days that are made.</param>
public sealed record DayInputs(
    Guid OrganizationId,
    Guid PersonId,
    string Zone,
    DateOnly Since,
    DateOnly? Until,
    IReadOnlyList<CountingPunch> Punches,
    Roster Roster,
    PolicyHistory Policies,
    DayCalendar Notes,
    IReadOnlyList<DayDecision> Decisions
)
{
    /// <summary>Zones of the sites where the person belonged before, each up to a day; earliest first.</summary>
    public IReadOnlyList<(DateOnly Until, string Zone)> FormerZones { get; init; } = [];

    /// <summary>Days, both ends included, on which the person had been deactivated and was not back yet.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly Until)> Gaps { get; init; } = [];

    /// <summary>Where no punch says another.</summary>
    public string ZoneOn(DateOnly day)
    {
        foreach (var (until, zone) in FormerZones)
        {
            if (day <= until)
            {
                return zone;
            }
        }
        return Zone;
    }

    public bool IsEmployedOn(DateOnly day) =>
        Since <= day && (Until is null || day <= Until) && !Gaps.Any(gap => gap.From <= day && day <= gap.Until);
}

/// <summary>What the calendar says of a person's days: holidays of their site by name, and approved leave.</summary>
public sealed record DayCalendar(
    IReadOnlyDictionary<DateOnly, string> Holidays,
    IReadOnlyDictionary<DateOnly, DayLeave> Leave
)
{
    public static readonly DayCalendar None = new(
        new Dictionary<DateOnly, string>(),
        new Dictionary<DateOnly, DayLeave>()
    );
}

/// <summary>Approved leave of one person on one day.</summary>
public sealed record DayLeave(LeavePart Part, bool IsPaid);

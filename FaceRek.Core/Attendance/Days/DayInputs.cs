using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;

namespace FaceRek.Core.Attendance.Days;

/// <summary>All inputs of the days of one person.</summary>
/// <param name="Zone">IANA; that of the person's current site.</param>
/// <param name="Since">First day on which missing punches mean absence.</param>
/// <param name="Until">Last such day; null is open-ended.</param>
/// <param name="Punches">Earliest first; two days more on either side than the calculated days.</param>
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
    /// <summary>Time zones of the person's earlier sites, each up to a day; earliest first.</summary>
    public IReadOnlyList<(DateOnly Until, string Zone)> FormerZones { get; init; } = [];

    /// <summary>Days, both ends included, on which the person was deactivated before a reactivation.</summary>
    public IReadOnlyList<(DateOnly From, DateOnly Until)> Gaps { get; init; } = [];

    /// <summary>Unless a punch gives another one.</summary>
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

/// <summary>The calendar of a person's days: holidays of their site by name, and approved leave.</summary>
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

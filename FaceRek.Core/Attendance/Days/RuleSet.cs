using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Holidays;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>The rules for all days in an organization: read as a whole, shared between requests and never changed.</summary>
public sealed class RuleSet
{
    private readonly ILookup<Guid, ShiftAssignment> departments;
    private readonly Dictionary<Guid, string> zones;
    private readonly Dictionary<DateOnly, string> commonHolidays;
    private readonly Dictionary<Guid, Dictionary<DateOnly, string>> siteHolidays;

    private RuleSet(IEnumerable<ShiftAssignment> departments, Dictionary<Guid, string> zones, List<Holiday> holidays)
    {
        (this.departments, this.zones) = (departments.ToLookup(assignment => assignment.DepartmentId!.Value), zones);
        commonHolidays = Named(holidays.Where(holiday => holiday.SiteId is null));
        siteHolidays = zones.Keys.ToDictionary(
            site => site,
            site =>
                Named(
                    holidays
                        .Where(holiday => holiday.SiteId == site)
                        .Concat(holidays.Where(holiday => holiday.SiteId is null))
                )
        );
    }

    /// <summary>The organization's stamp when this was read; see <see cref="Organizations.Organization.RulesStamp"/>.</summary>
    public required Guid Stamp { get; init; }

    public required IReadOnlyDictionary<Guid, Shift> Shifts { get; init; }
    public required IReadOnlyDictionary<Guid, Rotation> Rotations { get; init; }
    public required PolicyHistory Policies { get; init; }

    /// <param name="stamp">Read first: rules that change meanwhile are then read again, so the cache is never outdated.</param>
    public static async Task<RuleSet> ReadAsync(FaceRekDb db, Guid stamp, CancellationToken cancellationToken) =>
        new(
            await db
                .ShiftAssignments.Where(assignment => assignment.DepartmentId != null)
                .ToListAsync(cancellationToken),
            await db
                .Sites.Select(site => new { site.Id, site.Zone })
                .ToDictionaryAsync(site => site.Id, site => site.Zone, cancellationToken),
            await db.Holidays.ToListAsync(cancellationToken)
        )
        {
            Stamp = stamp,
            Shifts = await db.Shifts.ToDictionaryAsync(shift => shift.Id, cancellationToken),
            Rotations = await db
                .Rotations.Include(rotation => rotation.Days)
                .ToDictionaryAsync(rotation => rotation.Id, cancellationToken),
            Policies = new PolicyHistory(await db.AttendancePolicies.ToListAsync(cancellationToken)),
        };

    /// <returns>Null without a site.</returns>
    public string? ZoneOf(Guid? siteId) => siteId is { } id ? zones.GetValueOrDefault(id) : null;

    /// <summary>By day; those of the person's site on that day take precedence over those of all sites.</summary>
    public IReadOnlyDictionary<DateOnly, string> HolidaysAt(IReadOnlyList<WorkplacePeriod> places)
    {
        if (places is [var only])
        {
            return HolidaysAt(only.SiteId);
        }
        var days = new Dictionary<DateOnly, string>();
        foreach (var place in places)
        {
            foreach (var (on, name) in HolidaysAt(place.SiteId).Where(holiday => place.Holds(holiday.Key)))
            {
                days[on] = name;
            }
        }
        return days;
    }

    /// <param name="own">The person's assignments.</param>
    /// <param name="places">The person's workplace, day by day: a department's assignments apply while they belong to it.</param>
    public Roster RosterOf(IReadOnlyList<ShiftAssignment> own, IReadOnlyList<WorkplacePeriod> places) =>
        new(own, AssignedTo(places), Shifts, Rotations);

    public bool Knows(ShiftAssignment assignment) =>
        assignment.ShiftId is { } shift
            ? Shifts.ContainsKey(shift)
            : Rotations.ContainsKey(assignment.RotationId!.Value);

    private List<ShiftAssignment> AssignedTo(IReadOnlyList<WorkplacePeriod> places) =>
        places is [var only]
            ? [.. AssignedTo(only.DepartmentId)]
            :
            [
                .. places
                    .SelectMany(place =>
                        AssignedTo(place.DepartmentId).Select(assignment => assignment.Within(place.From, place.Until))
                    )
                    .OfType<ShiftAssignment>(),
            ];

    private IEnumerable<ShiftAssignment> AssignedTo(Guid? departmentId) =>
        departmentId is { } id ? departments[id] : [];

    private Dictionary<DateOnly, string> HolidaysAt(Guid? siteId) =>
        siteId is { } id && siteHolidays.TryGetValue(id, out var own) ? own : commonHolidays;

    private static Dictionary<DateOnly, string> Named(IEnumerable<Holiday> holidays)
    {
        var named = new Dictionary<DateOnly, string>();
        foreach (
            var holiday in holidays
                .OrderBy(holiday => holiday.SiteId is null)
                .ThenBy(holiday => holiday.Name, StringComparer.Ordinal)
        )
        {
            named.TryAdd(holiday.On, holiday.Name);
        }
        return named;
    }
}

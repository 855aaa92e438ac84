using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>Reads the inputs for the days of some people. Inputs of the whole organization are cached while they are valid.</summary>
public sealed class DayInputLoader(FaceRekDb db, CurrentOrganization current, RuleSetCache ruleSets)
{
    private WallClock Clock => WallClock.Of(current.Organization.Zone);

    public async Task<DayInputs> OfAsync(
        Guid personId,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    ) => (await OfAsync([personId], from, to, cancellationToken))[0];

    /// <summary>For the days between the two, both included.</summary>
    public async Task<IReadOnlyList<DayInputs>> OfAsync(
        IReadOnlyList<Guid> people,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .People.AsSingleQuery()
            .Where(person => people.Contains(person.Id))
            .OrderBy(person => person.Id)
            .Select(person => new Row(
                person.Id,
                person.CreatedAt,
                person.DeactivatedAt,
                person.SiteId,
                person.DepartmentId,
                db.Organizations.Where(organization => organization.Id == person.OrganizationId)
                    .Select(organization => organization.RulesStamp)
                    .First(),
                db.FormerWorkplaces.Where(place => place.PersonId == person.Id).ToList(),
                db.EmploymentGaps.Where(gap => gap.PersonId == person.Id).ToList()
            ))
            .ToListAsync(cancellationToken);
        return await OfAsync(rows, from, to, cancellationToken);
    }

    /// <param name="zone">Of the place of the punch; null for the person's own site. The inputs extend from the day
    /// before it to the day after.</param>
    public async Task<PunchContext> AroundAsync(
        Guid personId,
        DateTimeOffset at,
        string? zone,
        CancellationToken cancellationToken
    )
    {
        var person = await db
            .People.AsSingleQuery()
            .Where(person => person.Id == personId)
            .Select(person => new
            {
                Row = new Row(
                    person.Id,
                    person.CreatedAt,
                    person.DeactivatedAt,
                    person.SiteId,
                    person.DepartmentId,
                    db.Organizations.Where(organization => organization.Id == person.OrganizationId)
                        .Select(organization => organization.RulesStamp)
                        .First(),
                    db.FormerWorkplaces.Where(place => place.PersonId == person.Id).ToList(),
                    db.EmploymentGaps.Where(gap => gap.PersonId == person.Id).ToList()
                ),
                LastNumber = db.Punches.Where(punch => punch.PersonId == person.Id).Max(punch => (int?)punch.Number)
                    ?? 0,
            })
            .SingleAsync(cancellationToken);
        var rules = await ruleSets.OfAsync(db, current.Organization.Id, person.Row.Stamp, cancellationToken);
        var place = WorkplacePeriod
            .Of(person.Row.Former, person.Row.SiteId, person.Row.DepartmentId)
            .First(place => place.Holds(Clock.DayOf(at)));
        var there = rules.ZoneOf(place.SiteId) ?? current.Organization.Zone;
        var day = WallClock.Of(zone ?? there).DayOf(at);
        var inputs = (await OfAsync([person.Row], day.AddDays(-1), day.AddDays(1), cancellationToken))[0];
        return new PunchContext(inputs, place.SiteId, there, person.LastNumber);
    }

    private async Task<IReadOnlyList<DayInputs>> OfAsync(
        List<Row> rows,
        DateOnly from,
        DateOnly to,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count == 0)
        {
            return [];
        }
        var (first, last, people) = (
            from.AddDays(-DayCalculator.Margin),
            to.AddDays(DayCalculator.Margin),
            rows.ConvertAll(row => row.Id)
        );
        // A punch of another time zone may differ from the organization's own by up to a day.
        var counting = db.CountingPunches().Between(Clock.StartOf(first.AddDays(-1)), Clock.StartOf(last.AddDays(2)));
        // A single id becomes a parameter: a list would be written into the statement, which would differ each time.
        var (counted, assigned, decided) = people is [var one]
            ? (
                counting.OfPerson(one),
                db.ShiftAssignments.Where(assignment => assignment.PersonId == one),
                db.DayDecisions.Where(decision => decision.PersonId == one)
            )
            : (
                counting.Where(punch => people.Contains(punch.PersonId)),
                db.ShiftAssignments.Where(assignment =>
                    assignment.PersonId != null && people.Contains(assignment.PersonId.Value)
                ),
                db.DayDecisions.Where(decision => people.Contains(decision.PersonId))
            );
        var punches = (await counted.EarliestFirst().ToListAsync(cancellationToken)).ToLookup(punch => punch.PersonId);
        var own = (await assigned.Touching(first, last).ToListAsync(cancellationToken)).ToLookup(assignment =>
            assignment.PersonId!.Value
        );
        var decisions = (
            await decided.Where(decision => decision.On >= first && decision.On <= last).ToListAsync(cancellationToken)
        ).ToLookup(decision => decision.PersonId);
        var leaves = await LeaveCalendar.ReadAsync(db, people, first, last, cancellationToken);
        var rules = await RulesAsync(rows[0].Stamp, own.SelectMany(one => one), cancellationToken);
        return rows.ConvertAll(person =>
        {
            var places = WorkplacePeriod.Of(person.Former, person.SiteId, person.DepartmentId);
            return new DayInputs(
                current.Organization.Id,
                person.Id,
                rules.ZoneOf(person.SiteId) ?? current.Organization.Zone,
                Clock.DayOf(person.CreatedAt),
                person.DeactivatedAt is { } left ? Clock.DayOf(left) : null,
                [.. punches[person.Id]],
                rules.RosterOf([.. own[person.Id]], places),
                rules.Policies,
                new DayCalendar(rules.HolidaysAt(places), leaves.Of(person.Id)),
                [.. decisions[person.Id]]
            )
            {
                Gaps = [.. person.Gaps.Select(gap => (gap.From, gap.Until))],
                FormerZones =
                    places.Count == 1
                        ? []
                        :
                        [
                            .. places
                                .SkipLast(1)
                                .Select(place =>
                                    (place.Until, rules.ZoneOf(place.SiteId) ?? current.Organization.Zone)
                                ),
                        ],
            };
        });
    }

    /// <summary>Without a transaction the person may have been assigned a shift that was added after the stamp was read.</summary>
    private async Task<RuleSet> RulesAsync(
        Guid stamp,
        IEnumerable<ShiftAssignment> assignments,
        CancellationToken cancellationToken
    )
    {
        var rules = await ruleSets.OfAsync(db, current.Organization.Id, stamp, cancellationToken);
        return assignments.All(rules.Knows)
            ? rules
            : await ruleSets.NowAsync(db, current.Organization.Id, cancellationToken);
    }

    private sealed record Row(
        Guid Id,
        DateTimeOffset CreatedAt,
        DateTimeOffset? DeactivatedAt,
        Guid? SiteId,
        Guid? DepartmentId,
        Guid Stamp,
        List<FormerWorkplace> Former,
        List<EmploymentGap> Gaps
    );
}

/// <summary>What a punch of somebody's is written on: everything their days are made of, before it.</summary>
/// <param name="SiteId">Where the person belonged on that day.</param>
/// <param name="Zone">IANA; the clock there.</param>
/// <param name="LastNumber">Of their punches; 0 before the first.</param>
public sealed record PunchContext(DayInputs Facts, Guid? SiteId, string Zone, int LastNumber)
{
    /// <summary>The inputs once this punch is saved.</summary>
    public DayInputs With(Punch punch) =>
        Facts with
        {
            Punches =
            [
                .. Facts.Punches.Append(CountingPunch.Of(punch)).OrderBy(one => one.At).ThenBy(one => one.Number),
            ],
        };
}

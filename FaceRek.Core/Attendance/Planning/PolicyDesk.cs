using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>Changes the rules: first shows their effect on past days, then saves them as a new version and recalculates the days.</summary>
public sealed class PolicyDesk(
    FaceRekDb db,
    CurrentOrganization current,
    DayInputLoader loader,
    DayRebuild rebuild,
    TimeProvider clock
)
{
    /// <summary>Rules may be effective from this many days ago, or this many days ahead.</summary>
    public const int FurthestDays = 366;

    /// <summary>The difference is shown over at most this many days, the latest.</summary>
    public const int DaysCompared = 31;

    public const int MaxPeopleShown = 25;

    private const int PeopleAtATime = 200;

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());

    /// <summary>Changes nothing.</summary>
    public async Task<PolicyDifference> CompareAsync(
        PolicyRules rules,
        DateOnly from,
        CancellationToken cancellationToken
    )
    {
        var until = Today.AddDays(-1);
        var first = Latest(from, until.AddDays(1 - DaysCompared));
        var difference = new PolicyDifference(first, until, 0, 0, DayTotals.None, DayTotals.None, []);
        if (first > until)
        {
            return difference;
        }

        var kept = await db.AttendancePolicies.ToListAsync(cancellationToken);
        var (old, @new) = (
            new PolicyHistory(kept),
            new PolicyHistory([
                .. kept,
                Next(kept.Count == 0 ? 1 : kept.Max(policy => policy.Version) + 1, rules, from, Guid.Empty),
            ])
        );
        var locks = await db.PeriodLocks.Touching(first, until).ToListAsync(cancellationToken);
        var people = await db
            .People.OrderBy(person => person.Id)
            .Select(person => new { person.Id, person.Name })
            .ToListAsync(cancellationToken);
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        foreach (var some in people.Select(person => person.Id).Chunk(PeopleAtATime))
        {
            foreach (var person in await loader.OfAsync(some, first, until, cancellationToken))
            {
                difference = Add(difference, names[person.PersonId], Made(person, old), Made(person, @new));
            }
        }
        (List<AttendanceDay> Days, DayTotals Totals) Made(DayInputs person, PolicyHistory policies)
        {
            var days = Open(DayCalculator.Make(person with { Policies = policies }, first, until), locks);
            return (
                days,
                days.Aggregate(DayTotals.None, (total, day) => total.Plus(day)) with
                {
                    WeeklyOvertimeSeconds = WeeksWithin(first, until, locks)
                        .Sum(monday =>
                            WeeklyOvertime.Of(
                                days.Where(day => monday <= day.On && day.On < monday.AddDays(7)),
                                policies.On(monday.AddDays(6)).Rules
                            )
                        ),
                }
            );
        }

        return difference with
        {
            People =
            [
                .. difference
                    .People.OrderByDescending(one => Math.Abs(one.After.PaidSeconds - one.Before.PaidSeconds))
                    .ThenBy(one => one.Name, StringComparer.Ordinal)
                    .Take(MaxPeopleShown),
            ],
        };
    }

    /// <param name="basedOn">The version the change was made from.</param>
    public async Task<PolicyOutcome> SaveAsync(
        PolicyRules rules,
        DateOnly from,
        int basedOn,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (PolicyLimits.ErrorsOf(rules) is { Count: > 0 } errors)
        {
            return new PolicyOutcome.Refused(errors);
        }
        if (from < Today.AddDays(-FurthestDays) || from > Today.AddDays(FurthestDays))
        {
            return new PolicyOutcome.DateOutOfRange();
        }
        await using (var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken))
        {
            if (
                (await db.AttendancePolicies.MaxAsync(policy => (int?)policy.Version, cancellationToken) ?? 0)
                != basedOn
            )
            {
                return new PolicyOutcome.Overtaken();
            }
            db.AttendancePolicies.Add(Next(basedOn + 1, rules, from, byUserId));
            db.OutdatedDays.Add(
                new OutdatedDays
                {
                    OrganizationId = current.Organization.Id,
                    From = from.AddDays(-1),
                    Since = clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await rebuild.CatchUpAsync(cancellationToken);
        return new PolicyOutcome.Saved(
            await db.AttendancePolicies.SingleAsync(policy => policy.Version == basedOn + 1, cancellationToken)
        );
    }

    /// <summary>Mondays of the weeks within these days, without weeks in a locked period.</summary>
    private static IEnumerable<DateOnly> WeeksWithin(DateOnly first, DateOnly until, List<PeriodLock> locks)
    {
        for (
            var monday = WeeklyOvertime.MondayOf(first.AddDays(6));
            monday.AddDays(6) <= until;
            monday = monday.AddDays(7)
        )
        {
            if (!locks.Any(period => period.Holds(monday) || period.Holds(monday.AddDays(6))))
            {
                yield return monday;
            }
        }
    }

    private static PolicyDifference Add(
        PolicyDifference sum,
        string name,
        (List<AttendanceDay> Days, DayTotals Totals) was,
        (List<AttendanceDay> Days, DayTotals Totals) becomes
    )
    {
        var ((old, before), (@new, after)) = (was, becomes);
        var changed = Changed(old, @new);
        return sum with
        {
            DaysLookedAt = sum.DaysLookedAt + old.Count,
            DaysChanged = sum.DaysChanged + changed,
            Before = sum.Before.Plus(before),
            After = sum.After.Plus(after),
            People =
                before == after
                    ? sum.People
                    :
                    [
                        .. sum.People,
                        new PolicyDifference.OfPerson(
                            old.Count > 0 ? old[0].PersonId : @new[0].PersonId,
                            name,
                            before,
                            after
                        ),
                    ],
        };
    }

    /// <summary>Days with different figures; another version number alone does not count.</summary>
    private static int Changed(List<AttendanceDay> old, List<AttendanceDay> @new)
    {
        var kept = old.ToDictionary(day => day.On);
        return @new.Count(day =>
                !kept.TryGetValue(day.On, out var before)
                || DayTotals.None.Plus(before) != DayTotals.None.Plus(day)
                || before.WorkedSeconds != day.WorkedSeconds
            ) + old.Count(day => @new.All(one => one.On != day.On));
    }

    private static List<AttendanceDay> Open(IReadOnlyList<AttendanceDay> days, List<PeriodLock> locks) =>
        [.. days.Where(day => !locks.Any(period => period.Holds(day.On)))];

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;

    private AttendancePolicy Next(int version, PolicyRules rules, DateOnly from, Guid byUserId) =>
        new()
        {
            OrganizationId = current.Organization.Id,
            Version = version,
            From = from,
            Rules = rules,
            SavedAt = clock.GetUtcNow(),
            SavedById = byUserId,
        };
}

public abstract record PolicyOutcome
{
    private PolicyOutcome() { }

    public sealed record Saved(AttendancePolicy Policy) : PolicyOutcome;

    public sealed record Refused(IReadOnlyList<PolicyError> Errors) : PolicyOutcome;

    /// <summary>Further back, or further ahead, than <see cref="PolicyDesk.FurthestDays"/>.</summary>
    public sealed record DateOutOfRange : PolicyOutcome;

    /// <summary>Another version was saved in the meantime.</summary>
    public sealed record Overtaken : PolicyOutcome;
}

/// <summary>The effect of other rules on past days.</summary>
/// <param name="From">First compared day.</param>
/// <param name="Until">Last.</param>
/// <param name="DaysLookedAt">Days of people, without locked ones.</param>
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

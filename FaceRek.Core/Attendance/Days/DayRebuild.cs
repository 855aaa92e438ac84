using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Recalculates the days of many people, in batches that keep memory small, and writes those that differ from the
/// stored ones. Locked days are not changed. While the days of one batch are calculated on another thread, as that is
/// pure work, the inputs of the next are read.
/// </summary>
public sealed class DayRebuild(
    FaceRekDb db,
    DayInputLoader loader,
    WeekUpdater weeks,
    CurrentOrganization current,
    TimeProvider clock
)
{
    /// <summary>A lock is released after a quarter of a second, so that check-ins do not wait long.</summary>
    private const int DaysATurn = 5_000;

    private const int DaysAtATime = 1_000;
    private const int MaxPeopleAtATime = 200;

    /// <summary>Days are calculated ahead up to here, so that expected people can be shown.</summary>
    public DateOnly Horizon => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow()).AddDays(1);

    /// <summary>Both days included.</summary>
    public Task<DayRebuildReport> RunAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        EachAsync(null, from, to, write: true, cancellationToken);

    /// <summary>Writes nothing. A missing day that is not settled does not count as changed.</summary>
    public Task<DayRebuildReport> VerifyAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        EachAsync(null, from, to, write: false, cancellationToken);

    /// <summary>Does what is outstanding: stale days, and days since the last calculated ones.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await MendAsync(cancellationToken);
        var horizon = Horizon;
        // Days of leave are stored long before they come, and say nothing about the others.
        var last = await db
            .AttendanceDays.Where(day => day.On <= horizon && day.LeavePart == null)
            .OrderByDescending(day => day.On)
            .Select(day => (DateOnly?)day.On)
            .FirstOrDefaultAsync(cancellationToken);
        await RunAsync(last < horizon.AddDays(-2) ? last.Value : horizon.AddDays(-2), horizon, cancellationToken);
    }

    /// <summary>Recalculates only the stale days.</summary>
    public async Task MendAsync(CancellationToken cancellationToken)
    {
        var stale = await db.OutdatedDays.ToListAsync(cancellationToken);
        if (stale.Count == 0)
        {
            return;
        }
        foreach (var (personId, from, to) in Spans(stale))
        {
            await EachAsync(personId, from, to, write: true, cancellationToken);
        }
        var done = stale.Select(days => days.Id).ToList();
        await db.OutdatedDays.Where(days => done.Contains(days.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Each day once; adjacent days are calculated together.</summary>
    private List<(Guid? PersonId, DateOnly From, DateOnly To)> Spans(List<OutdatedDays> stale)
    {
        var spans = new List<(Guid? PersonId, DateOnly From, DateOnly To)>();
        foreach (
            var days in stale
                .Where(days => days.From <= Horizon)
                .OrderBy(days => days.PersonId)
                .ThenBy(days => days.From)
        )
        {
            var until = days.Until < Horizon ? days.Until.Value : Horizon;
            if (
                spans.Count > 0
                && spans[^1] is var last
                && last.PersonId == days.PersonId
                && days.From <= last.To.AddDays(1)
            )
            {
                spans[^1] = last with { To = until > last.To ? until : last.To };
            }
            else
            {
                spans.Add((days.PersonId, days.From, until));
            }
        }
        return spans;
    }

    /// <param name="personId">Null for all people.</param>
    private async Task<DayRebuildReport> EachAsync(
        Guid? personId,
        DateOnly from,
        DateOnly to,
        bool write,
        CancellationToken cancellationToken
    )
    {
        await using var room = await BulkSession.OpenAsync(db, cancellationToken);
        var people = await db
            .People.Where(person => personId == null || person.Id == personId)
            .OrderBy(person => person.Id)
            .Select(person => person.Id)
            .ToListAsync(cancellationToken);
        var report = new DayRebuildReport(people.Count, 0, 0, 0);
        var perTurn = Math.Clamp(DaysATurn / (to.DayNumber - from.DayNumber + 1), 1, people.Count + 1);
        foreach (var some in people.Chunk(perTurn))
        {
            report = report.Plus(await TurnAsync(some, from, to, write, cancellationToken));
        }
        return report;
    }

    private async Task<DayRebuildReport> TurnAsync(
        Guid[] people,
        DateOnly from,
        DateOnly to,
        bool write,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = write ? await db.BeginLockedAsync(people, cancellationToken) : null;
        // Read under each lock: a period may be locked between two.
        var locks = await db.PeriodLocks.Touching(from, to).ToListAsync(cancellationToken);
        var (report, now) = (new DayRebuildReport(0, 0, 0, 0), clock.GetUtcNow());
        Task<DayComparison>? making = null;
        var policies = PolicyHistory.Empty;
        foreach (
            var some in people.Chunk(Math.Clamp(DaysAtATime / (to.DayNumber - from.DayNumber + 1), 1, MaxPeopleAtATime))
        )
        {
            var (read, kept) = (
                await loader.OfAsync(some, from, to, cancellationToken),
                await db
                    .AttendanceDays.Where(day => some.Contains(day.PersonId))
                    .Between(from, to)
                    .ToListAsync(cancellationToken)
            );
            policies = read.Count > 0 ? read[0].Policies : policies;
            var next = Task.Run(
                () => DayComparison.Of(read, kept, from, to, locks, settledBy: write ? DateTimeOffset.MaxValue : now),
                cancellationToken
            );
            if (making is not null)
            {
                report = report.Plus(await TakeAsync(await making));
            }
            making = next;
        }
        if (making is not null)
        {
            report = report.Plus(await TakeAsync(await making));
        }
        var otherWeeks = write
            ? await weeks.RefreshAsync(policies, people, from, to, cancellationToken)
            : await weeks.CountDifferencesAsync(policies, people, from, to, cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }
        return report with { Changed = report.Changed + otherWeeks };

        async Task<DayRebuildReport> TakeAsync(DayComparison comparison)
        {
            if (write)
            {
                await db.ReplaceDaysAsync(comparison.Gone, comparison.Made, cancellationToken);
            }
            return comparison.Report;
        }
    }
}

/// <param name="Days">Calculated.</param>
/// <param name="Changed">How many differ from the stored ones; including stored days that no longer exist, and weeks.</param>
/// <param name="Locked">Not changed.</param>
public sealed record DayRebuildReport(int People, int Days, int Changed, int Locked)
{
    public DayRebuildReport Plus(DayRebuildReport other) =>
        new(People + other.People, Days + other.Days, Changed + other.Changed, Locked + other.Locked);
}

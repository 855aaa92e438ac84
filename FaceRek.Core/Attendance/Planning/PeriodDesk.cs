using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>Locks the days that payroll takes, identifies them by a hash, and reopens them with a reason.</summary>
public sealed class PeriodDesk(FaceRekDb db, CurrentOrganization current, DayRebuild rebuild, TimeProvider clock)
{
    public const int MaxDays = 62;

    public async Task<PeriodOutcome> LockAsync(
        DateOnly from,
        DateOnly until,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (until < from)
        {
            return new PeriodOutcome.EndsBeforeItBegins();
        }
        if (until.DayNumber - from.DayNumber >= MaxDays)
        {
            return new PeriodOutcome.TooLong();
        }
        var now = clock.GetUtcNow();
        // At a site further west the last day may not be over yet.
        var zones = await db.Sites.Select(site => site.Zone).Distinct().ToListAsync(cancellationToken);
        if (zones.Append(current.Organization.Zone).Any(zone => until >= WallClock.Of(zone).DayOf(now)))
        {
            return new PeriodOutcome.NotOver();
        }
        if (await db.PeriodLocks.Touching(from, until).FirstOrDefaultAsync(cancellationToken) is { } other)
        {
            return new PeriodOutcome.Overlaps(other);
        }
        // Missing days are calculated first, outside the lock: locking itself is short.
        await rebuild.RunAsync(from, until, cancellationToken);

        // Every change of a day holds its person's lock: with the locks of all people no day changes between the seal and its commit.
        await using var transaction = await db.BeginLockedAsync(
            await db.People.OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(cancellationToken),
            cancellationToken
        );
        await db.LockAsync(current.Organization, cancellationToken);
        if (await db.PeriodLocks.Touching(from, until).FirstOrDefaultAsync(cancellationToken) is { } first)
        {
            return new PeriodOutcome.Overlaps(first);
        }
        if (await db.AttendanceDays.Between(from, until).AnyAsync(day => day.SettlesAt > now, cancellationToken))
        {
            return new PeriodOutcome.NotOver();
        }
        var (hash, days, open) = await SealAsync(from, until, cancellationToken);
        var period = new PeriodLock
        {
            OrganizationId = current.Organization.Id,
            From = from,
            Until = until,
            Hash = hash,
            Days = days,
            OpenExceptions = open,
            LockedAt = now,
            LockedById = byUserId,
        };
        db.PeriodLocks.Add(period);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new PeriodOutcome.Done(period);
    }

    /// <summary>From now on its days follow the facts again; pending requests can be decided.</summary>
    public async Task<PeriodOutcome> OpenAsync(
        Guid periodId,
        string? because,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(because) || because.Trim().Length > PeriodLock.MaxReasonLength)
        {
            return new PeriodOutcome.ReasonMissing();
        }
        await using (var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken))
        {
            if (
                await db
                    .PeriodLocks.InForce()
                    .AsTracking()
                    .SingleOrDefaultAsync(period => period.Id == periodId, cancellationToken)
                is not { } found
            )
            {
                return new PeriodOutcome.NotFound();
            }
            found.Open(byUserId, because.Trim(), clock.GetUtcNow());
            db.OutdatedDays.Add(
                new OutdatedDays
                {
                    OrganizationId = current.Organization.Id,
                    From = found.From,
                    // The week that its last day is in ends later.
                    Until = found.Until.AddDays(6),
                    Since = clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await rebuild.CatchUpAsync(cancellationToken);
        return new PeriodOutcome.Done(
            await db.PeriodLocks.SingleAsync(period => period.Id == periodId, cancellationToken)
        );
    }

    /// <returns>False where a day was changed in spite of the lock.</returns>
    public async Task<bool> IsIntactAsync(PeriodLock period, CancellationToken cancellationToken) =>
        await SealAsync(period.From, period.Until, cancellationToken) is var (hash, days, _)
        && hash == period.Hash
        && days == period.Days;

    private async Task<(string Hash, int Days, int OpenExceptions)> SealAsync(
        DateOnly from,
        DateOnly until,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, open) = (0, 0);
        await foreach (
            var day in db
                .AttendanceDays.Between(from, until)
                .OrderBy(day => day.PersonId)
                .ThenBy(day => day.On)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(day.Canonical()));
            count++;
            open += day.NeedsDecision ? 1 : 0;
        }
        // A week belongs to the period of its Sunday.
        var (monday, last) = (from.AddDays(-6), until.AddDays(-6));
        await foreach (
            var week in db
                .AttendanceWeeks.Where(week => week.From >= monday && week.From <= last)
                .OrderBy(week => week.PersonId)
                .ThenBy(week => week.From)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(week.Canonical()));
            open += week.NeedsDecision ? 1 : 0;
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), count, open);
    }
}

public abstract record PeriodOutcome
{
    private PeriodOutcome() { }

    public sealed record Done(PeriodLock Period) : PeriodOutcome;

    public sealed record NotFound : PeriodOutcome;

    public sealed record EndsBeforeItBegins : PeriodOutcome;

    /// <summary>More days than <see cref="PeriodDesk.MaxDays"/>.</summary>
    public sealed record TooLong : PeriodOutcome;

    /// <summary>Its last day is not over, or a shift of it is still open.</summary>
    public sealed record NotOver : PeriodOutcome;

    public sealed record Overlaps(PeriodLock Other) : PeriodOutcome;

    public sealed record ReasonMissing : PeriodOutcome;
}

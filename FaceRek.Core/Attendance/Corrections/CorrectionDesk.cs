using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Takes in what people ask to have corrected.</summary>
public sealed class CorrectionDesk(
    FaceRekDb db,
    CurrentOrganization current,
    CorrectionScales scales,
    WebhookOutbox outbox,
    TimeProvider clock
)
{
    public static readonly TimeSpan LongestAgo = TimeSpan.FromDays(62);

    /// <summary>Of one person.</summary>
    public const int MostWaiting = 20;

    public async Task<CorrectionOutcome> AskAsync(CorrectionWish wish, Guid byUserId, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Trim().Length > CorrectionRequest.MaxReasonLength)
        {
            return new CorrectionOutcome.ReasonMissing();
        }
        if (
            wish.Paper is { } paper
            && (paper.Content.Length > CorrectionFile.MaxBytes || PaperKind.Of(paper.Content) is null)
        )
        {
            return new CorrectionOutcome.UnfitPaper();
        }
        await using var turn = await db.TakeTurnAsync(wish.PersonId, cancellation);
        if (!await db.People.Active().AnyAsync(person => person.Id == wish.PersonId, cancellation))
        {
            return new CorrectionOutcome.NotFound();
        }
        var punch =
            wish.Kind == CorrectionKind.Add
                ? null
                : await db
                    .Punches.OfPerson(wish.PersonId)
                    .AsNoTracking()
                    .SingleOrDefaultAsync(one => one.Id == wish.PunchId, cancellation);
        if (wish.Kind != CorrectionKind.Add && punch is null)
        {
            return wish.PunchId is null ? new CorrectionOutcome.Incomplete() : new CorrectionOutcome.NotFound();
        }
        DateTimeOffset? countsAt = punch is null ? null : await db.CountsAtAsync(punch, cancellation);
        if (await ObstacleAsync(wish, countsAt, cancellation) is { } obstacle)
        {
            return obstacle;
        }

        var request = Request(wish, countsAt ?? wish.At!.Value, isLate: false, byUserId);
        if (await scales.LockAsync(request, cancellation) is { } locked)
        {
            return new CorrectionOutcome.Locked(locked.From, locked.Until);
        }

        db.CorrectionRequests.Add(request);
        await outbox.AddAsync(WebhookEvent.CorrectionRequested, CorrectionNews.Of(request), cancellation);
        if (wish.Paper is { } file)
        {
            db.CorrectionFiles.Add(
                new CorrectionFile
                {
                    OrganizationId = request.OrganizationId,
                    RequestId = request.Id,
                    Name = PaperName(file.Name),
                    MediaType = PaperKind.Of(file.Content)!,
                    Content = file.Content,
                }
            );
        }
        await db.SaveChangesAsync(cancellation);
        await turn.CommitAsync(cancellation);
        return new CorrectionOutcome.Done(request);
    }

    /// <summary>The lock that holds a day on which a punch that is to be added would count.</summary>
    public Task<PeriodLock?> LockAsync(CorrectionWish wish, Guid byUserId, CancellationToken cancellation) =>
        scales.LockAsync(Request(wish, wish.At!.Value, isLate: true, byUserId), cancellation);

    /// <summary>A fact that came to be known after its period was locked: it waits, and changes nothing until the period is opened. Runs in the caller's transaction.</summary>
    public async Task HoldLateAsync(CorrectionWish wish, Guid byUserId, CancellationToken cancellation)
    {
        var request = Request(wish, wish.At!.Value, isLate: true, byUserId);
        db.CorrectionRequests.Add(request);
        await outbox.AddAsync(WebhookEvent.CorrectionRequested, CorrectionNews.Of(request), cancellation);
    }

    /// <summary>Only who asked takes a request back.</summary>
    public async Task<CorrectionOutcome> WithdrawAsync(Guid requestId, Guid byUserId, CancellationToken cancellation)
    {
        if (
            await db.CorrectionRequests.SingleOrDefaultAsync(
                one => one.Id == requestId && one.RequestedById == byUserId,
                cancellation
            )
            is not { } request
        )
        {
            return new CorrectionOutcome.NotFound();
        }
        if (request.Status != CorrectionStatus.Pending)
        {
            return new CorrectionOutcome.Decided(request.Status);
        }
        request.Decide(CorrectionStatus.Withdrawn, byUserId, null, clock.GetUtcNow());
        await outbox.AddAsync(WebhookEvent.CorrectionDecided, CorrectionNews.Of(request), cancellation);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new CorrectionOutcome.Decided(CorrectionStatus.Approved);
        }
        return new CorrectionOutcome.Done(request);
    }

    private async Task<CorrectionOutcome?> ObstacleAsync(
        CorrectionWish wish,
        DateTimeOffset? countsAt,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        if (wish.Kind != CorrectionKind.Void && wish.At is null)
        {
            return new CorrectionOutcome.Incomplete();
        }
        if (wish is { Kind: CorrectionKind.Add, Direction: null })
        {
            return new CorrectionOutcome.Incomplete();
        }
        foreach (
            var at in new[] { wish.Kind == CorrectionKind.Void ? null : wish.At, countsAt }.OfType<DateTimeOffset>()
        )
        {
            if (at > now)
            {
                return new CorrectionOutcome.InTheFuture();
            }
            if (now - at > LongestAgo)
            {
                return new CorrectionOutcome.TooLongAgo();
            }
        }
        return
            await db.CorrectionRequests.CountAsync(
                one => one.PersonId == wish.PersonId && one.Status == CorrectionStatus.Pending,
                cancellation
            ) >= MostWaiting
            ? new CorrectionOutcome.TooManyWaiting()
            : null;
    }

    private CorrectionRequest Request(CorrectionWish wish, DateTimeOffset about, bool isLate, Guid byUserId) =>
        new()
        {
            OrganizationId = current.Organization.Id,
            PersonId = wish.PersonId,
            On = DayOf(about),
            Kind = wish.Kind,
            PunchId = wish.Kind == CorrectionKind.Add ? null : wish.PunchId,
            At = wish.Kind == CorrectionKind.Void ? null : wish.At,
            Direction = wish.Kind == CorrectionKind.Add ? wish.Direction : null,
            Reason = wish.Reason!.Trim(),
            IsLate = isLate,
            RequestedById = byUserId,
            RequestedAt = clock.GetUtcNow(),
        };

    private DateOnly DayOf(DateTimeOffset at) => WallClock.Of(current.Organization.Zone).DayOf(at);

    /// <summary>Only the last part, without what would break a header.</summary>
    private static string PaperName(string name)
    {
        var last = new string([
            .. name.Split('/', '\\')[^1].Where(letter => !char.IsControl(letter) && letter != '"'),
        ]).Trim();
        return last.Length == 0 ? "paper"
            : last.Length > CorrectionFile.MaxNameLength ? last[^CorrectionFile.MaxNameLength..]
            : last;
    }
}

using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Where a request is decided, by somebody else than who asked and whom it is about.</summary>
public sealed class CorrectionJudge(
    FaceRekDb db,
    CurrentOrganization current,
    PunchBook book,
    CorrectionScales scales,
    DayKeeper days,
    WebhookOutbox outbox,
    BoardNews news,
    TimeProvider clock
)
{
    public async Task<CorrectionOutcome> RefuseAsync(
        Guid requestId,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(requestId, byUserId, cancellation) is not { } request)
        {
            return new CorrectionOutcome.NotFound();
        }
        if (await ObstacleAsync(request, note, byUserId, cancellation) is { } obstacle)
        {
            return obstacle;
        }
        await using var turn = await db.TakeTurnAsync(request.PersonId, cancellation);
        return await CloseAsync(request, CorrectionStatus.Refused, note, byUserId, cancellation) ?? await SavedAsync();

        async Task<CorrectionOutcome> SavedAsync()
        {
            await turn.CommitAsync(cancellation);
            return new CorrectionOutcome.Done(request);
        }
    }

    public async Task<CorrectionOutcome> ApproveAsync(
        Guid requestId,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(requestId, byUserId, cancellation) is not { } request)
        {
            return new CorrectionOutcome.NotFound();
        }
        if (await ObstacleAsync(request, note, byUserId, cancellation) is { } obstacle)
        {
            return obstacle;
        }
        if (await LockedAsync(request, cancellation) is { } locked)
        {
            return locked;
        }
        return request.Kind == CorrectionKind.Add
            ? await AddAsync(request, note, byUserId, cancellation)
            : await AmendAsync(request, note, byUserId, cancellation);
    }

    private async Task<CorrectionOutcome> AddAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        CorrectionOutcome? taken = null;
        var (from, to) = (
            request.At!.Value - Punch.RepeatWindow + TimeSpan.FromTicks(1),
            request.At.Value + Punch.RepeatWindow
        );
        var outcome = await book.WriteAsync(
            new PunchEntry(
                request.PersonId,
                request.At.Value,
                PunchWay.Manual,
                request.Direction,
                byUserId,
                clock.GetUtcNow(),
                request.Reason
            ),
            async () =>
            {
                if (
                    (
                        await db.CountingAsync(db.Punches.OfPerson(request.PersonId), from, to, cancellation)
                    ).FirstOrDefault() is
                    { } near
                )
                {
                    return new CheckInOutcome.Repeated(near.Punch);
                }
                taken =
                    await LockedAsync(request, cancellation)
                    ?? await CloseAsync(request, CorrectionStatus.Approved, note, byUserId, cancellation);
                return taken is null ? null : new CheckInOutcome.NotActive();
            },
            cancellation
        );
        return taken
            ?? (
                outcome is CheckInOutcome.Repeated repeated
                    ? new CorrectionOutcome.Repeated(repeated.First.At)
                    : new CorrectionOutcome.Done(request)
            );
    }

    private async Task<CorrectionOutcome> AmendAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        await using var turn = await db.TakeTurnAsync(request.PersonId, cancellation);
        if (await LockedAsync(request, cancellation) is { } locked)
        {
            return locked;
        }
        var punch = await db.Punches.AsNoTracking().SingleAsync(one => one.Id == request.PunchId, cancellation);
        var (from, to) = await scales.ReachAsync(request, cancellation);
        if (await CloseAsync(request, CorrectionStatus.Approved, note, byUserId, cancellation) is { } taken)
        {
            return taken;
        }
        db.PunchAmendments.Add(
            new PunchAmendment
            {
                OrganizationId = current.Organization.Id,
                PersonId = request.PersonId,
                PunchId = punch.Id,
                PunchAt = punch.At,
                Kind = request.Kind == CorrectionKind.Void ? AmendmentKind.Voided : AmendmentKind.Moved,
                At = request.At,
                Reason = request.Reason,
                RequestId = request.Id,
                RecordedById = byUserId,
                RecordedAt = clock.GetUtcNow(),
            }
        );
        await outbox.AddAsync(
            request.Kind == CorrectionKind.Void ? WebhookEvent.PunchVoided : WebhookEvent.PunchMoved,
            new AmendmentNews(punch.Id, punch.PersonId, punch.At, request.At),
            cancellation
        );
        await db.SaveChangesAsync(cancellation);
        await days.RefreshAsync(request.PersonId, from, to, cancellation);
        await turn.CommitAsync(cancellation);
        news.Publish(current.Organization.Id);
        return new CorrectionOutcome.Done(request);
    }

    /// <summary>Only about people within the reach of who decides.</summary>
    private async Task<CorrectionRequest?> FindAsync(Guid requestId, Guid byUserId, CancellationToken cancellation)
    {
        var people = db.People.Within(await Reach.OfAsync(db, current, byUserId, cancellation));
        return await db.CorrectionRequests.SingleOrDefaultAsync(
            one => one.Id == requestId && people.Any(person => person.Id == one.PersonId),
            cancellation
        );
    }

    private async Task<CorrectionOutcome?> ObstacleAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        if (request.Status != CorrectionStatus.Pending)
        {
            return new CorrectionOutcome.Decided(request.Status);
        }
        if (note?.Length > CorrectionRequest.MaxReasonLength)
        {
            return new CorrectionOutcome.ReasonMissing();
        }
        var isOwn =
            request.RequestedById == byUserId
            || await db.People.OfUser(byUserId).AnyAsync(person => person.Id == request.PersonId, cancellation);
        return isOwn ? new CorrectionOutcome.OwnRequest() : null;
    }

    /// <summary>In the person's turn. Another decision may have come first.</summary>
    private async Task<CorrectionOutcome?> CloseAsync(
        CorrectionRequest request,
        CorrectionStatus status,
        string? note,
        Guid byUserId,
        CancellationToken cancellation
    )
    {
        await db.Entry(request).ReloadAsync(cancellation);
        if (request.Status != CorrectionStatus.Pending)
        {
            return new CorrectionOutcome.Decided(request.Status);
        }
        request.Decide(status, byUserId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), clock.GetUtcNow());
        await outbox.AddAsync(WebhookEvent.CorrectionDecided, CorrectionNews.Of(request), cancellation);
        await db.SaveChangesAsync(cancellation);
        return null;
    }

    private async Task<CorrectionOutcome?> LockedAsync(CorrectionRequest request, CancellationToken cancellation) =>
        await scales.LockAsync(request, cancellation) is { } period
            ? new CorrectionOutcome.Locked(period.From, period.Until)
            : null;
}

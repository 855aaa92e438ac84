using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Decides requests, by a user other than the one who made it and the one it is about.</summary>
public sealed class CorrectionApproval(
    FaceRekDb db,
    CurrentOrganization current,
    PunchWriter punches,
    CorrectionPreview preview,
    DayUpdater days,
    TimeProvider clock
)
{
    public async Task<CorrectionOutcome> RefuseAsync(
        Guid requestId,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(requestId, byUserId, cancellationToken) is not { } request)
        {
            return new CorrectionOutcome.NotFound();
        }
        if (await ObstacleAsync(request, note, byUserId, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        await using var transaction = await db.BeginLockedAsync(request.PersonId, cancellationToken);
        return await CloseAsync(request, CorrectionStatus.Refused, note, byUserId, cancellationToken)
            ?? await SavedAsync();

        async Task<CorrectionOutcome> SavedAsync()
        {
            await transaction.CommitAsync(cancellationToken);
            return new CorrectionOutcome.Done(request);
        }
    }

    public async Task<CorrectionOutcome> ApproveAsync(
        Guid requestId,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(requestId, byUserId, cancellationToken) is not { } request)
        {
            return new CorrectionOutcome.NotFound();
        }
        if (await ObstacleAsync(request, note, byUserId, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        if (await LockedAsync(request, cancellationToken) is { } locked)
        {
            return locked;
        }
        return request.Kind == CorrectionKind.Add
            ? await AddAsync(request, note, byUserId, cancellationToken)
            : await AmendAsync(request, note, byUserId, cancellationToken);
    }

    private async Task<CorrectionOutcome> AddAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        var at = request.At!.Value;
        var (before, after) = (at - Punch.RepeatWindow, at + Punch.RepeatWindow);
        await using var writing = await punches.BeginAsync(request.PersonId, cancellationToken);
        var near = db.CountingPunches()
            .OfPerson(request.PersonId)
            .Where(punch => punch.At > before && punch.At < after)
            .EarliestFirst();
        if (await near.FirstOrDefaultAsync(cancellationToken) is { } first)
        {
            return new CorrectionOutcome.Repeated(first.At);
        }
        var refused =
            await LockedAsync(request, cancellationToken)
            ?? await CloseAsync(request, CorrectionStatus.Approved, note, byUserId, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }
        var entry = new NewPunch(
            request.PersonId,
            at,
            PunchWay.Manual,
            request.Direction,
            byUserId,
            clock.GetUtcNow(),
            request.Reason
        );
        if (await writing.AddAsync(entry, cancellationToken) is PunchOutcome.Repeated repeated)
        {
            return new CorrectionOutcome.Repeated(repeated.First.At);
        }
        await writing.CommitAsync(cancellationToken);
        return new CorrectionOutcome.Done(request);
    }

    private async Task<CorrectionOutcome> AmendAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(request.PersonId, cancellationToken);
        if (await LockedAsync(request, cancellationToken) is { } locked)
        {
            return locked;
        }
        var punch = await db.Punches.SingleAsync(one => one.Id == request.PunchId, cancellationToken);
        var (from, to) = await preview.ReachAsync(request, cancellationToken);
        if (await CloseAsync(request, CorrectionStatus.Approved, note, byUserId, cancellationToken) is { } taken)
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
        await db.SaveChangesAsync(cancellationToken);
        await days.RefreshAsync(request.PersonId, from, to, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CorrectionOutcome.Done(request);
    }

    /// <summary>Only about people the deciding user may see.</summary>
    private async Task<CorrectionRequest?> FindAsync(Guid requestId, Guid byUserId, CancellationToken cancellationToken)
    {
        var people = db.People.Within(await VisibilityScope.OfAsync(db, current, byUserId, cancellationToken));
        return await db
            .CorrectionRequests.AsTracking()
            .SingleOrDefaultAsync(
                one => one.Id == requestId && people.Any(person => person.Id == one.PersonId),
                cancellationToken
            );
    }

    private async Task<CorrectionOutcome?> ObstacleAsync(
        CorrectionRequest request,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
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
            || await db.People.OfUser(byUserId).AnyAsync(person => person.Id == request.PersonId, cancellationToken);
        return isOwn ? new CorrectionOutcome.OwnRequest() : null;
    }

    /// <summary>Under the person's lock. Another decision may have come first.</summary>
    private async Task<CorrectionOutcome?> CloseAsync(
        CorrectionRequest request,
        CorrectionStatus status,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        await db.Entry(request).ReloadAsync(cancellationToken);
        if (request.Status != CorrectionStatus.Pending)
        {
            return new CorrectionOutcome.Decided(request.Status);
        }
        request.Decide(status, byUserId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), clock.GetUtcNow());
        // Only a person who asked for the correction is told; a manager who asked for them has the answer.
        if (await db.People.UserOfAsync(request.PersonId, cancellationToken) == request.RequestedById)
        {
            db.AddEmail(
                request.OrganizationId,
                EmailKind.CorrectionDecided,
                request.RequestedById,
                $"{request.Id:N}",
                clock.GetUtcNow(),
                request.Id
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    private async Task<CorrectionOutcome?> LockedAsync(
        CorrectionRequest request,
        CancellationToken cancellationToken
    ) =>
        await preview.FindLockAsync(request, cancellationToken) is { } period
            ? new CorrectionOutcome.Locked(period.From, period.Until)
            : null;
}

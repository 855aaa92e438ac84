using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>Accepts requests for corrections.</summary>
public sealed class CorrectionDesk(
    FaceRekDb db,
    CurrentOrganization current,
    CorrectionPreview preview,
    TimeProvider clock
)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(62);

    /// <summary>For one person.</summary>
    public const int MaxWaiting = 20;

    public async Task<CorrectionOutcome> AskAsync(
        CorrectionInput wish,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Trim().Length > CorrectionRequest.MaxReasonLength)
        {
            return new CorrectionOutcome.ReasonMissing();
        }
        if (
            wish.Paper is { } paper
            && (paper.Content.Length > CorrectionAttachment.MaxBytes || AttachmentKind.Of(paper.Content) is null)
        )
        {
            return new CorrectionOutcome.UnfitPaper();
        }
        await using var transaction = await db.BeginLockedAsync(wish.PersonId, cancellationToken);
        if (!await db.People.Active().AnyAsync(person => person.Id == wish.PersonId, cancellationToken))
        {
            return new CorrectionOutcome.NotFound();
        }
        var punch =
            wish.Kind == CorrectionKind.Add
                ? null
                : await db
                    .Punches.OfPerson(wish.PersonId)
                    .SingleOrDefaultAsync(one => one.Id == wish.PunchId, cancellationToken);
        if (wish.Kind != CorrectionKind.Add && punch is null)
        {
            return wish.PunchId is null ? new CorrectionOutcome.Incomplete() : new CorrectionOutcome.NotFound();
        }
        DateTimeOffset? countsAt = punch is null ? null : await db.CountsAtAsync(punch, cancellationToken);
        if (await ObstacleAsync(wish, countsAt, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        var request = Request(wish, countsAt ?? wish.At!.Value, isLate: false, byUserId);
        if (await preview.FindLockAsync(request, cancellationToken) is { } locked)
        {
            return new CorrectionOutcome.Locked(locked.From, locked.Until);
        }

        db.CorrectionRequests.Add(request);
        if (wish.Paper is { } file)
        {
            db.CorrectionAttachments.Add(
                new CorrectionAttachment
                {
                    OrganizationId = request.OrganizationId,
                    RequestId = request.Id,
                    Name = PaperName(file.Name),
                    MediaType = AttachmentKind.Of(file.Content)!,
                    Content = file.Content,
                }
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CorrectionOutcome.Done(request);
    }

    /// <summary>The lock that covers a day on which the added punch would count.</summary>
    public Task<PeriodLock?> FindLockAsync(CorrectionInput wish, Guid byUserId, CancellationToken cancellationToken) =>
        preview.FindLockAsync(Request(wish, wish.At!.Value, isLate: true, byUserId), cancellationToken);

    /// <summary>
    /// A fact that became known after its period was locked: it is stored as a pending request, and changes nothing
    /// until the period is reopened. Runs in the caller's transaction.
    /// </summary>
    public void HoldLate(CorrectionInput wish, Guid byUserId) =>
        db.CorrectionRequests.Add(Request(wish, wish.At!.Value, isLate: true, byUserId));

    /// <summary>Only the requester withdraws a request.</summary>
    public async Task<CorrectionOutcome> WithdrawAsync(
        Guid requestId,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (
            await db
                .CorrectionRequests.AsTracking()
                .SingleOrDefaultAsync(one => one.Id == requestId && one.RequestedById == byUserId, cancellationToken)
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
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            await db.Entry(request).ReloadAsync(cancellationToken);
            return new CorrectionOutcome.Decided(request.Status);
        }
        return new CorrectionOutcome.Done(request);
    }

    private async Task<CorrectionOutcome?> ObstacleAsync(
        CorrectionInput wish,
        DateTimeOffset? countsAt,
        CancellationToken cancellationToken
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
            if (now - at > MaxAge)
            {
                return new CorrectionOutcome.TooLongAgo();
            }
        }
        return
            await db.CorrectionRequests.CountAsync(
                one => one.PersonId == wish.PersonId && one.Status == CorrectionStatus.Pending,
                cancellationToken
            ) >= MaxWaiting
            ? new CorrectionOutcome.TooManyWaiting()
            : null;
    }

    private CorrectionRequest Request(CorrectionInput wish, DateTimeOffset about, bool isLate, Guid byUserId) =>
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

    /// <summary>Only the last part of the path, without characters that would break a header.</summary>
    private static string PaperName(string name)
    {
        var last = new string([
            .. name.Split('/', '\\')[^1].Where(letter => !char.IsControl(letter) && letter != '"'),
        ]).Trim();
        return last.Length == 0 ? "paper"
            : last.Length > CorrectionAttachment.MaxNameLength ? last[^CorrectionAttachment.MaxNameLength..]
            : last;
    }
}

/// <summary>The input of a correction request.</summary>
/// <param name="PunchId">For <see cref="CorrectionKind.Void"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="At">For <see cref="CorrectionKind.Add"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="Paper">The attachment's name and bytes, if there is one.</param>
public sealed record CorrectionInput(
    Guid PersonId,
    CorrectionKind Kind,
    Guid? PunchId,
    DateTimeOffset? At,
    Direction? Direction,
    string? Reason,
    (string Name, byte[] Content)? Paper = null
);

public abstract record CorrectionOutcome
{
    private CorrectionOutcome() { }

    public sealed record Done(CorrectionRequest Request) : CorrectionOutcome;

    public sealed record NotFound : CorrectionOutcome;

    public sealed record ReasonMissing : CorrectionOutcome;

    /// <summary>The time, the direction or the punch is missing.</summary>
    public sealed record Incomplete : CorrectionOutcome;

    public sealed record InTheFuture : CorrectionOutcome;

    /// <summary>More than <see cref="CorrectionDesk.MaxAge"/>.</summary>
    public sealed record TooLongAgo : CorrectionOutcome;

    public sealed record Locked(DateOnly From, DateOnly Until) : CorrectionOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>.</summary>
    public sealed record Repeated(DateTimeOffset At) : CorrectionOutcome;

    public sealed record TooManyWaiting : CorrectionOutcome;

    /// <summary>Larger than <see cref="CorrectionAttachment.MaxBytes"/>, or not PDF, JPEG or PNG.</summary>
    public sealed record UnfitPaper : CorrectionOutcome;

    /// <summary>No one decides their own request.</summary>
    public sealed record OwnRequest : CorrectionOutcome;

    /// <summary>It has already been decided.</summary>
    public sealed record Decided(CorrectionStatus Status) : CorrectionOutcome;
}

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
        CorrectionInput input,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrWhiteSpace(input.Reason) || input.Reason.Trim().Length > CorrectionRequest.MaxReasonLength)
        {
            return new CorrectionOutcome.ReasonMissing();
        }
        if (
            input.Attachment is { } attachment
            && (
                attachment.Content.Length > CorrectionAttachment.MaxBytes
                || AttachmentKind.Of(attachment.Content) is null
            )
        )
        {
            return new CorrectionOutcome.UnfitAttachment();
        }
        await using var transaction = await db.BeginLockedAsync(input.PersonId, cancellationToken);
        if (!await db.People.Active().AnyAsync(person => person.Id == input.PersonId, cancellationToken))
        {
            return new CorrectionOutcome.NotFound();
        }
        var punch =
            input.Kind == CorrectionKind.Add
                ? null
                : await db
                    .Punches.OfPerson(input.PersonId)
                    .SingleOrDefaultAsync(one => one.Id == input.PunchId, cancellationToken);
        if (input.Kind != CorrectionKind.Add && punch is null)
        {
            return input.PunchId is null ? new CorrectionOutcome.Incomplete() : new CorrectionOutcome.NotFound();
        }
        DateTimeOffset? countsAt = punch is null ? null : await db.CountsAtAsync(punch, cancellationToken);
        if (await ObstacleAsync(input, countsAt, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        var request = Request(input, countsAt ?? input.At!.Value, isLate: false, byUserId);
        if (await preview.FindLockAsync(request, cancellationToken) is { } locked)
        {
            return new CorrectionOutcome.Locked(locked.From, locked.Until);
        }

        db.CorrectionRequests.Add(request);
        if (input.Attachment is { } file)
        {
            db.CorrectionAttachments.Add(
                new CorrectionAttachment
                {
                    OrganizationId = request.OrganizationId,
                    RequestId = request.Id,
                    Name = AttachmentName(file.Name),
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
    public Task<PeriodLock?> FindLockAsync(CorrectionInput input, Guid byUserId, CancellationToken cancellationToken) =>
        preview.FindLockAsync(Request(input, input.At!.Value, isLate: true, byUserId), cancellationToken);

    /// <summary>
    /// A fact that became known after its period was locked: it is stored as a pending request, and changes nothing
    /// until the period is reopened. Runs in the caller's transaction.
    /// </summary>
    public void HoldLate(CorrectionInput input, Guid byUserId) =>
        db.CorrectionRequests.Add(Request(input, input.At!.Value, isLate: true, byUserId));

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
        CorrectionInput input,
        DateTimeOffset? countsAt,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (input.Kind != CorrectionKind.Void && input.At is null)
        {
            return new CorrectionOutcome.Incomplete();
        }
        if (input is { Kind: CorrectionKind.Add, Direction: null })
        {
            return new CorrectionOutcome.Incomplete();
        }
        foreach (
            var at in new[] { input.Kind == CorrectionKind.Void ? null : input.At, countsAt }.OfType<DateTimeOffset>()
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
                one => one.PersonId == input.PersonId && one.Status == CorrectionStatus.Pending,
                cancellationToken
            ) >= MaxWaiting
            ? new CorrectionOutcome.TooManyWaiting()
            : null;
    }

    private CorrectionRequest Request(CorrectionInput input, DateTimeOffset about, bool isLate, Guid byUserId) =>
        new()
        {
            OrganizationId = current.Organization.Id,
            PersonId = input.PersonId,
            On = DayOf(about),
            Kind = input.Kind,
            PunchId = input.Kind == CorrectionKind.Add ? null : input.PunchId,
            At = input.Kind == CorrectionKind.Void ? null : input.At,
            Direction = input.Kind == CorrectionKind.Add ? input.Direction : null,
            Reason = input.Reason!.Trim(),
            IsLate = isLate,
            RequestedById = byUserId,
            RequestedAt = clock.GetUtcNow(),
        };

    private DateOnly DayOf(DateTimeOffset at) => WallClock.Of(current.Organization.Zone).DayOf(at);

    /// <summary>Only the last part of the path, without characters that would break a header.</summary>
    private static string AttachmentName(string name)
    {
        var last = new string([
            .. name.Split('/', '\\')[^1].Where(character => !char.IsControl(character) && character != '"'),
        ]).Trim();
        return last.Length == 0 ? "file"
            : last.Length > CorrectionAttachment.MaxNameLength ? last[^CorrectionAttachment.MaxNameLength..]
            : last;
    }
}

/// <summary>The input of a correction request.</summary>
/// <param name="PunchId">For <see cref="CorrectionKind.Void"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="At">For <see cref="CorrectionKind.Add"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="Attachment">The attachment's name and bytes, if there is one.</param>
public sealed record CorrectionInput(
    Guid PersonId,
    CorrectionKind Kind,
    Guid? PunchId,
    DateTimeOffset? At,
    Direction? Direction,
    string? Reason,
    (string Name, byte[] Content)? Attachment = null
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
    public sealed record UnfitAttachment : CorrectionOutcome;

    /// <summary>No one decides their own request.</summary>
    public sealed record OwnRequest : CorrectionOutcome;

    /// <summary>It has already been decided.</summary>
    public sealed record Decided(CorrectionStatus Status) : CorrectionOutcome;
}

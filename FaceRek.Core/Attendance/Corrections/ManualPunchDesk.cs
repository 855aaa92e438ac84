using System.Diagnostics;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>A manager punches for a person whose camera, PIN or memory failed. The record shows this and the reason.</summary>
public sealed class ManualPunchDesk(
    FaceRekDb db,
    CurrentOrganization current,
    PunchWriter punches,
    CorrectionDesk corrections,
    TimeProvider clock
)
{
    /// <summary>Payroll has closed earlier days.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(31);

    public async Task<ManualPunchOutcome> RecordAsync(
        Guid personId,
        Guid byUserId,
        DateTimeOffset at,
        Direction direction,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > Punch.MaxReasonLength)
        {
            return new ManualPunchOutcome.ReasonMissing();
        }
        if (at > now)
        {
            return new ManualPunchOutcome.InTheFuture();
        }
        if (now - at > MaxAge)
        {
            return new ManualPunchOutcome.TooLongAgo();
        }
        var reach = await VisibilityScope.OfAsync(db, current, byUserId, cancellationToken);
        var person = await db
            .People.Within(reach)
            .SingleOrDefaultAsync(p => p.Id == personId && p.Status != PersonStatus.Erased, cancellationToken);
        if (person is null)
        {
            return new ManualPunchOutcome.NotFound();
        }
        // No one adds their own attendance.
        if (person.UserId == byUserId)
        {
            return new ManualPunchOutcome.OwnPunch();
        }
        var entry = new NewPunch(personId, at, PunchWay.Manual, direction, byUserId, now) { Reason = reason.Trim() };
        var input = new CorrectionInput(personId, CorrectionKind.Add, null, at, direction, reason);
        await using var writing = await punches.BeginAsync(personId, cancellationToken);
        // Checked under the person's lock: a period that is locked at this moment covers the punch too.
        if (await corrections.FindLockAsync(input, byUserId, cancellationToken) is { } locked)
        {
            corrections.HoldLate(input, byUserId);
            await writing.CommitAsync(cancellationToken);
            return new ManualPunchOutcome.Waits(locked.From, locked.Until);
        }
        var outcome = await writing.AddAsync(entry, cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return outcome switch
        {
            PunchOutcome.Recorded recorded => new ManualPunchOutcome.Recorded(recorded.Punch),
            PunchOutcome.Repeated repeated => new ManualPunchOutcome.Repeated(repeated.First),
            _ => throw new UnreachableException(),
        };
    }
}

public abstract record ManualPunchOutcome
{
    private ManualPunchOutcome() { }

    public sealed record Recorded(Punch Punch) : ManualPunchOutcome;

    public sealed record Repeated(CountingPunch First) : ManualPunchOutcome;

    /// <summary>Its period is locked: it waits as a request until the period is reopened.</summary>
    public sealed record Waits(DateOnly From, DateOnly Until) : ManualPunchOutcome;

    public sealed record NotFound : ManualPunchOutcome;

    public sealed record ReasonMissing : ManualPunchOutcome;

    public sealed record InTheFuture : ManualPunchOutcome;

    public sealed record TooLongAgo : ManualPunchOutcome;

    public sealed record OwnPunch : ManualPunchOutcome;
}

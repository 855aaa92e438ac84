using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.Planning;

/// <summary>Accepts requests for leave, decides them, and keeps the days consistent. No one decides about their own.</summary>
public sealed partial class LeaveDesk(
    FaceRekDb db,
    CurrentOrganization current,
    DayUpdater days,
    TimeProvider clock,
    ILogger<LeaveDesk> logger
)
{
    private const int FarthestPastDays = 366,
        FarthestAheadDays = 732;

    /// <summary>For oneself: another user decides.</summary>
    public Task<LeaveOutcome> RequestAsync(
        Guid personId,
        Guid byUserId,
        LeaveInput input,
        CancellationToken cancellationToken
    ) => AddAsync(personId, byUserId, input, isOwn: true, cancellationToken);

    /// <summary>A manager enters it for a person, for example after a call in the morning; it is approved at once.</summary>
    public Task<LeaveOutcome> RecordAsync(
        Guid personId,
        Guid byUserId,
        LeaveInput input,
        CancellationToken cancellationToken
    ) => AddAsync(personId, byUserId, input, isOwn: false, cancellationToken);

    /// <summary>Also cancels approved leave.</summary>
    public async Task<LeaveOutcome> DecideAsync(
        Guid leaveId,
        Guid byUserId,
        bool isApproved,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (note?.Length > Leave.MaxReasonLength)
        {
            return new LeaveOutcome.ReasonTooLong();
        }
        var reach = await VisibilityScope.OfAsync(db, current, byUserId, cancellationToken);
        var mine = db.People.Within(reach);
        if (
            await db
                .Leaves.AsTracking()
                .SingleOrDefaultAsync(
                    leave => leave.Id == leaveId && mine.Any(person => person.Id == leave.PersonId),
                    cancellationToken
                )
            is not { } found
        )
        {
            return new LeaveOutcome.NotFound();
        }
        if (
            await db.People.AnyAsync(
                person => person.Id == found.PersonId && person.UserId == byUserId,
                cancellationToken
            )
        )
        {
            return new LeaveOutcome.OwnLeave();
        }
        var mayBe = isApproved
            ? found.Status == LeaveStatus.Requested
            : found.Status is LeaveStatus.Requested or LeaveStatus.Approved;
        return mayBe
            ? await ChangeAsync(
                found,
                isApproved ? LeaveStatus.Approved : LeaveStatus.Refused,
                byUserId,
                note,
                cancellationToken
            )
            : new LeaveOutcome.Decided(found.Status);
    }

    /// <summary>Approved leave can be withdrawn until it begins.</summary>
    public async Task<LeaveOutcome> WithdrawAsync(Guid leaveId, Guid byUserId, CancellationToken cancellationToken)
    {
        var own = db.People.OfUser(byUserId);
        if (
            await db
                .Leaves.AsTracking()
                .SingleOrDefaultAsync(
                    leave => leave.Id == leaveId && own.Any(person => person.Id == leave.PersonId),
                    cancellationToken
                )
            is not { } found
        )
        {
            return new LeaveOutcome.NotFound();
        }
        var mayBe =
            found.Status == LeaveStatus.Requested || (found.Status == LeaveStatus.Approved && found.From > Today);
        return mayBe
            ? await ChangeAsync(found, LeaveStatus.Withdrawn, byUserId, note: null, cancellationToken)
            : new LeaveOutcome.Decided(found.Status);
    }

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());

    private async Task<LeaveOutcome> AddAsync(
        Guid personId,
        Guid byUserId,
        LeaveInput input,
        bool isOwn,
        CancellationToken cancellationToken
    )
    {
        if (ErrorOf(input) is { } error)
        {
            return error;
        }
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        var people = isOwn
            ? db.People.OfUser(byUserId)
            : db.People.Known().Within(await VisibilityScope.OfAsync(db, current, byUserId, cancellationToken));
        if (await people.SingleOrDefaultAsync(one => one.Id == personId, cancellationToken) is not { } person)
        {
            return new LeaveOutcome.NotFound();
        }
        if (!isOwn && person.UserId == byUserId)
        {
            return new LeaveOutcome.OwnLeave();
        }
        if (await db.PeriodLocks.Touching(input.From, input.Until).AnyAsync(cancellationToken))
        {
            return new LeaveOutcome.Locked();
        }
        var near = await db
            .Leaves.Where(leave => leave.PersonId == personId)
            .Standing()
            .Touching(input.From, input.Until)
            .ToListAsync(cancellationToken);
        if (near.Find(other => Collides(input, other)) is { } overlapping)
        {
            return new LeaveOutcome.Overlaps(overlapping);
        }

        var now = clock.GetUtcNow();
        var leave = new Leave
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            From = input.From,
            Until = input.Until,
            Part = input.Part,
            IsPaid = input.IsPaid,
            Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim(),
            RequestedAt = now,
            RequestedById = byUserId,
        };
        db.Leaves.Add(leave);
        if (!isOwn)
        {
            leave.Decide(LeaveStatus.Approved, byUserId, note: null, now);
            await AddEmailAsync(leave, cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        if (!isOwn)
        {
            await days.RefreshAsync(personId, leave.From, leave.Until, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        LogChanged(leave.Id, leave.Status, byUserId);
        return new LeaveOutcome.Done(leave);
    }

    private LeaveOutcome? ErrorOf(LeaveInput input)
    {
        if (input.Until < input.From)
        {
            return new LeaveOutcome.EndsBeforeItBegins();
        }
        if (input.Until.DayNumber - input.From.DayNumber >= Leave.MaxDays)
        {
            return new LeaveOutcome.TooLong();
        }
        if (
            Today.DayNumber - input.From.DayNumber > FarthestPastDays
            || input.Until.DayNumber - Today.DayNumber > FarthestAheadDays
        )
        {
            return new LeaveOutcome.TooFar();
        }
        if (input.Part != LeavePart.WholeDay && input.From != input.Until)
        {
            return new LeaveOutcome.HalfOfSeveral();
        }
        return input.Reason?.Trim().Length > Leave.MaxReasonLength ? new LeaveOutcome.ReasonTooLong() : null;
    }

    /// <summary>A morning and an afternoon make a day.</summary>
    private static bool Collides(LeaveInput input, Leave other) =>
        input.Part == LeavePart.WholeDay || other.Part == LeavePart.WholeDay || input.Part == other.Part;

    private async Task<LeaveOutcome> ChangeAsync(
        Leave leave,
        LeaveStatus status,
        Guid byUserId,
        string? note,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(leave.PersonId, cancellationToken);
        if (await db.PeriodLocks.Touching(leave.From, leave.Until).AnyAsync(cancellationToken))
        {
            return new LeaveOutcome.Locked();
        }
        var changesDays = leave.Status == LeaveStatus.Approved || status == LeaveStatus.Approved;
        leave.Decide(status, byUserId, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), clock.GetUtcNow());
        var email = status == LeaveStatus.Withdrawn ? null : await AddEmailAsync(leave, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            if (email is not null)
            {
                db.Entry(email).State = EntityState.Detached;
            }
            await db.Entry(leave).ReloadAsync(cancellationToken);
            return new LeaveOutcome.Decided(leave.Status);
        }
        if (changesDays)
        {
            await days.RefreshAsync(leave.PersonId, leave.From, leave.Until, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        LogChanged(leave.Id, status, byUserId);
        return new LeaveOutcome.Done(leave);
    }

    /// <summary>To the person, saved with the decision.</summary>
    private async Task<OutboxEmail?> AddEmailAsync(Leave leave, CancellationToken cancellationToken) =>
        await db.People.UserOfAsync(leave.PersonId, cancellationToken) is { } userId
            ? db.AddEmail(
                leave.OrganizationId,
                EmailKind.LeaveDecided,
                userId,
                leave.DecisionKey,
                clock.GetUtcNow(),
                leave.Id
            )
            : null;

    [LoggerMessage(
        EventId = 1504,
        Level = LogLevel.Information,
        Message = "Leave {LeaveId} is {Status} by user {UserId}"
    )]
    private partial void LogChanged(Guid leaveId, LeaveStatus status, Guid userId);
}

/// <param name="Until">Last day.</param>
public sealed record LeaveInput(DateOnly From, DateOnly Until, LeavePart Part, bool IsPaid, string? Reason);

/// <summary>The outcome of a request about leave. Only <see cref="Done"/> changed anything.</summary>
public abstract record LeaveOutcome
{
    private LeaveOutcome() { }

    public sealed record Done(Leave Leave) : LeaveOutcome;

    /// <summary>There is no such leave or person, or this user does not decide about it.</summary>
    public sealed record NotFound : LeaveOutcome;

    public sealed record EndsBeforeItBegins : LeaveOutcome;

    public sealed record TooLong : LeaveOutcome;

    /// <summary>Too long ago or too far ahead.</summary>
    public sealed record TooFar : LeaveOutcome;

    /// <summary>Half a day must be on a single day.</summary>
    public sealed record HalfOfSeveral : LeaveOutcome;

    public sealed record ReasonTooLong : LeaveOutcome;

    public sealed record Overlaps(Leave Other) : LeaveOutcome;

    /// <summary>These days are in a locked period.</summary>
    public sealed record Locked : LeaveOutcome;

    /// <summary>No one decides about their own.</summary>
    public sealed record OwnLeave : LeaveOutcome;

    /// <summary>It has already been decided or withdrawn.</summary>
    public sealed record Decided(LeaveStatus Status) : LeaveOutcome;
}

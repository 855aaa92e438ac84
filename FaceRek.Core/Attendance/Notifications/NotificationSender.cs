using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>
/// Writes to the outbox of one organization what no operation causes: a missing check-out and the weekly digest. Also a
/// decision without an email there: of an earlier version, or about a person who got a sign-in afterwards. Then sends
/// what is due.
/// </summary>
public sealed class NotificationSender(
    FaceRekDb db,
    CurrentOrganization current,
    TeamFigures figures,
    EmailSender sender,
    TimeProvider clock
)
{
    private static readonly TimeSpan Memory = NotificationWriter.Memory;

    private DateTimeOffset Now => clock.GetUtcNow();

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(Now);

    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = new List<DueNotification>();
        due.AddRange(await MissedCheckOutsAsync(cancellationToken));
        due.AddRange(await DayDecisionsAsync(cancellationToken));
        due.AddRange(await CorrectionsAsync(cancellationToken));
        due.AddRange(await LeavesAsync(cancellationToken));
        due.AddRange(await DigestsAsync(cancellationToken));
        var sent = await sender.SendDueAsync(current.Organization.Id, clock, cancellationToken);
        foreach (var one in due)
        {
            if (
                await AddAsync(one, cancellationToken) is { } email
                && await sender.SendHeldAsync(email, clock, cancellationToken)
            )
            {
                sent++;
            }
        }
        return sent;
    }

    private async Task<IEnumerable<DueNotification>> MissedCheckOutsAsync(CancellationToken cancellationToken)
    {
        var (now, since) = (Now, Today.AddDays(-Memory.Days));
        var days = await db
            .AttendanceDays.AwaitingDecision(now)
            .Where(day => day.On >= since && day.OpenExceptions.HasFlag(ExceptionKinds.ForgottenCheckOut))
            .Select(day => new { day.PersonId, day.On })
            .ToListAsync(cancellationToken);
        var users = await UsersAsync(days.Select(day => day.PersonId), cancellationToken);
        return days.Where(day => users.ContainsKey(day.PersonId))
            .Select(day => new DueNotification(
                users[day.PersonId],
                EmailKind.MissedCheckOut,
                $"{day.On:yyyy-MM-dd}",
                day.PersonId,
                day.On
            ));
    }

    private async Task<IEnumerable<DueNotification>> DayDecisionsAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var decisions = await db
            .DayDecisions.Where(decision => decision.DecidedAt >= since)
            .Select(decision => new { decision.Id, decision.PersonId })
            .ToListAsync(cancellationToken);
        var users = await UsersAsync(decisions.Select(decision => decision.PersonId), cancellationToken);
        return decisions
            .Where(decision => users.ContainsKey(decision.PersonId))
            .Select(decision => new DueNotification(
                users[decision.PersonId],
                EmailKind.DayDecided,
                $"{decision.Id:N}",
                decision.Id
            ));
    }

    private async Task<IEnumerable<DueNotification>> CorrectionsAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var requests = await db
            .CorrectionRequests.Where(request =>
                request.DecidedAt >= since
                && (request.Status == CorrectionStatus.Approved || request.Status == CorrectionStatus.Refused)
            )
            .Select(request => new
            {
                request.Id,
                request.PersonId,
                request.RequestedById,
            })
            .ToListAsync(cancellationToken);
        var users = await UsersAsync(requests.Select(request => request.PersonId), cancellationToken);
        return requests
            .Where(request => users.TryGetValue(request.PersonId, out var userId) && userId == request.RequestedById)
            .Select(request => new DueNotification(
                request.RequestedById,
                EmailKind.CorrectionDecided,
                $"{request.Id:N}",
                request.Id
            ));
    }

    private async Task<IEnumerable<DueNotification>> LeavesAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var leaves = await db
            .Leaves.Where(leave =>
                leave.DecidedAt >= since
                && (leave.Status == LeaveStatus.Approved || leave.Status == LeaveStatus.Refused)
            )
            .ToListAsync(cancellationToken);
        var users = await UsersAsync(leaves.Select(leave => leave.PersonId), cancellationToken);
        return leaves
            .Where(leave => users.ContainsKey(leave.PersonId))
            .Select(leave => new DueNotification(
                users[leave.PersonId],
                EmailKind.LeaveDecided,
                leave.DecisionKey,
                leave.Id
            ));
    }

    /// <summary>From Monday to Wednesday about the previous week, to managers with people.</summary>
    private async Task<IEnumerable<DueNotification>> DigestsAsync(CancellationToken cancellationToken)
    {
        var (now, monday) = (Now, Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7)));
        if (Today.DayNumber - monday.DayNumber >= Memory.Days)
        {
            return [];
        }
        var week = monday.AddDays(-7);
        var leaders = await db.DepartmentManagers.Select(manager => manager.UserId).ToListAsync(cancellationToken);
        var members = await db
            .Memberships.Where(member =>
                member.Role == Role.Manager || (member.Role != Role.Employee && leaders.Contains(member.UserId))
            )
            .Select(member => member.UserId)
            .ToListAsync(cancellationToken);
        var due = new List<DueNotification>();
        foreach (var userId in members)
        {
            if (await WeeklyDigest.OfAsync(db, figures, userId, week, now, cancellationToken) is not null)
            {
                due.Add(
                    new DueNotification(userId, EmailKind.WeeklyDigest, $"{week:yyyy-MM-dd}", SubjectId: null, week)
                );
            }
        }
        return due;
    }

    private async Task<Dictionary<Guid, Guid>> UsersAsync(IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        var readers = await NotificationRecipient.OfPeopleAsync(
            db,
            current.Organization,
            people.ToHashSet(),
            cancellationToken
        );
        return readers.ToDictionary(reader => reader.Key, reader => reader.Value.UserId);
    }

    /// <summary>Together with the mark that it was told, whose key lets one of two nodes through.</summary>
    /// <returns>Null where it is not wanted, waits or was told already.</returns>
    private async Task<OutboxEmail?> AddAsync(DueNotification due, CancellationToken cancellationToken)
    {
        var kind = NotificationWriter.KindOf(due.Kind)!.Value;
        if (
            await db.NotificationOptOuts.AnyAsync(
                unwanted => unwanted.UserId == due.UserId && unwanted.Kind == kind,
                cancellationToken
            )
            || await db.OutboxEmails.AnyAsync(
                email =>
                    email.UserId == due.UserId
                    && email.Kind == due.Kind
                    && email.About == due.About
                    && email.SentAt == null,
                cancellationToken
            )
            || await db.SentNotifications.AnyAsync(
                sent => sent.UserId == due.UserId && sent.Kind == kind && sent.About == due.About,
                cancellationToken
            )
        )
        {
            return null;
        }
        db.SentNotifications.Add(
            new SentNotification
            {
                OrganizationId = current.Organization.Id,
                UserId = due.UserId,
                Kind = kind,
                About = due.About,
                SentAt = Now,
            }
        );
        var email = db.AddEmail(current.Organization.Id, due.Kind, due.UserId, due.About, Now, due.SubjectId, due.On)
            .Hold();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return email;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return null;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}

/// <param name="About">What it is about; told once to each reader.</param>
internal sealed record DueNotification(Guid UserId, EmailKind Kind, string About, Guid? SubjectId, DateOnly? On = null);

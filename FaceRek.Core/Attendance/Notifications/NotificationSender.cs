using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>Sends the due emails of one organization, each once, in the reader's daytime, unless they opted out.</summary>
public sealed class NotificationSender(
    FaceRekDb db,
    CurrentOrganization current,
    TeamFigures figures,
    IMailer mailer,
    SiteLinks links,
    TimeProvider clock,
    ILogger<NotificationSender> logger
)
{
    /// <summary>Older events are no longer reported, also after a downtime of the server.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <summary>In the reader's time zone; outside of these hours emails wait.</summary>
    private const int FirstHour = 8,
        LastHour = 19;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <returns>How many were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = new List<DueNotification>();
        due.AddRange(await MissedCheckOutsAsync(cancellationToken));
        due.AddRange(await DayDecisionsAsync(cancellationToken));
        due.AddRange(await CorrectionsAsync(cancellationToken));
        due.AddRange(await LeavesAsync(cancellationToken));
        due.AddRange(await DigestsAsync(cancellationToken));
        var sent = 0;
        foreach (var letter in due.Where(IsDaytime))
        {
            if (await SendOnceAsync(letter, cancellationToken))
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
        var readers = await ReadersAsync([.. days.Select(day => day.PersonId)], cancellationToken);
        return days.Where(day => readers.ContainsKey(day.PersonId))
            .Select(day =>
                Due(
                    readers[day.PersonId],
                    NotificationKind.MissedCheckOut,
                    $"{day.On:yyyy-MM-dd}",
                    (reader, off) => NotificationText.MissedCheckOut(reader, day.On, To("me"), off)
                )
            );
    }

    private async Task<IEnumerable<DueNotification>> DayDecisionsAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var decisions = await db
            .DayDecisions.Where(decision => decision.DecidedAt >= since)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var readers = await ReadersAsync([.. decisions.Select(decision => decision.PersonId)], cancellationToken);
        return decisions
            .Where(decision => readers.ContainsKey(decision.PersonId))
            .Select(decision =>
                Due(
                    readers[decision.PersonId],
                    NotificationKind.DayDecided,
                    $"{decision.Id:N}",
                    (reader, off) =>
                        decision.Kind == ExceptionKinds.WeeklyOvertime
                            ? NotificationText.WeekDecided(reader, decision.On, decision.IsAccepted, To("me"), off)
                            : NotificationText.DayDecided(reader, decision.On, decision.IsAccepted, To("me"), off)
                )
            );
    }

    private async Task<IEnumerable<DueNotification>> CorrectionsAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var requests = await db
            .CorrectionRequests.Where(request =>
                request.DecidedAt >= since
                && (request.Status == CorrectionStatus.Approved || request.Status == CorrectionStatus.Refused)
            )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var readers = await ReadersAsync([.. requests.Select(request => request.PersonId)], cancellationToken);
        return requests
            .Where(request =>
                readers.TryGetValue(request.PersonId, out var reader) && reader.UserId == request.RequestedById
            )
            .Select(request =>
                Due(
                    readers[request.PersonId],
                    NotificationKind.CorrectionDecided,
                    $"{request.Id:N}",
                    (reader, off) =>
                        NotificationText.CorrectionDecided(
                            reader,
                            request.On,
                            request.Status == CorrectionStatus.Approved,
                            request.DecisionNote,
                            To("me"),
                            off
                        )
                )
            );
    }

    private async Task<IEnumerable<DueNotification>> LeavesAsync(CancellationToken cancellationToken)
    {
        var since = Now - Memory;
        var leaves = await db
            .Leaves.Where(leave =>
                leave.DecidedAt >= since
                && (leave.Status == LeaveStatus.Approved || leave.Status == LeaveStatus.Refused)
            )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var readers = await ReadersAsync([.. leaves.Select(leave => leave.PersonId)], cancellationToken);
        return leaves
            .Where(leave => readers.ContainsKey(leave.PersonId))
            .Select(leave =>
                Due(
                    readers[leave.PersonId],
                    NotificationKind.LeaveDecided,
                    $"{leave.Id:N}-{leave.Status}",
                    (reader, off) =>
                        NotificationText.LeaveDecided(
                            reader,
                            leave.From,
                            leave.Until,
                            leave.Status == LeaveStatus.Approved,
                            leave.DecisionNote,
                            To("me/time-off"),
                            off
                        )
                )
            );
    }

    /// <summary>From Monday to Wednesday about the previous week, to managers with people.</summary>
    private async Task<IEnumerable<DueNotification>> DigestsAsync(CancellationToken cancellationToken)
    {
        var (now, monday) = (Now, Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7)));
        if (Today.DayNumber - monday.DayNumber >= Memory.Days)
        {
            return [];
        }
        var week = new ReportScope(VisibilityScope.Nobody, monday.AddDays(-7), monday.AddDays(-1));
        var leaders = await db.DepartmentManagers.Select(manager => manager.UserId).ToListAsync(cancellationToken);
        var members = await db
            .Memberships.Select(member => new
            {
                member.UserId,
                member.Role,
                member.User!.Email,
                member.User.Name,
            })
            .ToListAsync(cancellationToken);
        var due = new List<DueNotification>();
        foreach (
            var member in members.Where(member =>
                member.Role == Role.Manager || (member.Role > Role.Manager && leaders.Contains(member.UserId))
            )
        )
        {
            var reach = await VisibilityScope.OfAsync(db, Role.Manager, member.UserId, cancellationToken);
            var days = reach.Departments is { Count: 0 }
                ? []
                : await figures.ByDayAsync(week with { Reach = reach }, cancellationToken);
            if (days.Sum(day => day.Expected) == 0)
            {
                continue;
            }
            var mine = db.People.Within(reach);
            var waiting =
                await db
                    .AttendanceDays.AwaitingDecision(now)
                    .CountAsync(day => mine.Any(person => person.Id == day.PersonId), cancellationToken)
                + await db
                    .AttendanceWeeks.AwaitingDecision(now)
                    .CountAsync(one => mine.Any(person => person.Id == one.PersonId), cancellationToken);
            due.Add(
                Due(
                    new NotificationRecipient(member.UserId, member.Email!, member.Name, current.Organization.Zone),
                    NotificationKind.WeeklyDigest,
                    $"{week.From:yyyy-MM-dd}",
                    (reader, off) =>
                        NotificationText.WeeklyDigest(
                            reader,
                            week.From,
                            days.Sum(day => day.Present),
                            days.Sum(day => day.Expected),
                            days.Sum(day => day.Late),
                            waiting,
                            To($"week?from={week.From:yyyy-MM-dd}"),
                            off
                        )
                )
            );
        }
        return due;
    }

    private DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(Now);

    private async Task<Dictionary<Guid, NotificationRecipient>> ReadersAsync(
        HashSet<Guid> people,
        CancellationToken cancellationToken
    ) =>
        people.Count == 0
            ? []
            : await db
                .People.Active()
                .Where(person => people.Contains(person.Id))
                .Join(
                    db.Users,
                    person => person.UserId,
                    user => user.Id,
                    (person, user) =>
                        new
                        {
                            person.Id,
                            Zone = db
                                .Sites.Where(site => site.Id == person.SiteId)
                                .Select(site => site.Zone)
                                .FirstOrDefault(),
                            UserId = user.Id,
                            user.Email,
                            user.Name,
                        }
                )
                .ToDictionaryAsync(
                    reader => reader.Id,
                    reader => new NotificationRecipient(
                        reader.UserId,
                        reader.Email!,
                        reader.Name,
                        reader.Zone ?? current.Organization.Zone
                    ),
                    cancellationToken
                );

    private bool IsDaytime(DueNotification letter) =>
        WallClock.Of(letter.Zone).Show(Now).Hour is >= FirstHour and <= LastHour;

    private DueNotification Due(
        NotificationRecipient reader,
        NotificationKind kind,
        string about,
        Func<NotificationRecipient, Uri, EmailMessage> write
    ) => new(reader.UserId, kind, about, reader.Zone, write(reader, To("me/letters")));

    private Uri To(string page) => links.To($"/{current.Organization.Slug}/{page}");

    private async Task<bool> SendOnceAsync(DueNotification due, CancellationToken cancellationToken)
    {
        if (
            await db.NotificationOptOuts.AnyAsync(
                unwanted => unwanted.UserId == due.UserId && unwanted.Kind == due.Kind,
                cancellationToken
            )
        )
        {
            return false;
        }
        if (
            await db.SentNotifications.AnyAsync(
                sent => sent.UserId == due.UserId && sent.Kind == due.Kind && sent.About == due.About,
                cancellationToken
            )
        )
        {
            return false;
        }
        var mark = new SentNotification
        {
            OrganizationId = current.Organization.Id,
            UserId = due.UserId,
            Kind = due.Kind,
            About = due.About,
            SentAt = Now,
        };
        db.SentNotifications.Add(mark);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return false;
        }
        if (await mailer.TrySendAsync(due.Letter, logger, cancellationToken))
        {
            return true;
        }
        db.SentNotifications.Remove(mark);
        await db.SaveChangesAsync(cancellationToken);
        return false;
    }
}

/// <param name="About">What it is about; sent once for each reader.</param>
/// <param name="Zone">IANA time zone of the reader, for quiet hours.</param>
internal sealed record DueNotification(
    Guid UserId,
    NotificationKind Kind,
    string About,
    string Zone,
    EmailMessage Letter
);

/// <summary>The reader of an email.</summary>
/// <param name="Zone">IANA time zone of their site, else of the organization.</param>
internal sealed record NotificationRecipient(Guid UserId, string Email, string Name, string Zone);

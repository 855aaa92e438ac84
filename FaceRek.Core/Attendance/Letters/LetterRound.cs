using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Leaves;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Attendance.Letters;

/// <summary>Writes the letters of one organization that are due, each once, in its reader's daytime, unless they turned it off.</summary>
public sealed class LetterRound(
    FaceRekDb db,
    CurrentOrganization current,
    TeamFigures figures,
    IMailer mailer,
    SiteLinks links,
    TimeProvider clock,
    ILogger<LetterRound> logger
)
{
    /// <summary>What is older is no news any more, also after the server stood still.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <summary>On the reader's clock; outside of these hours letters wait.</summary>
    private const int FirstHour = 8,
        LastHour = 19;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <returns>How many went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var due = new List<DueLetter>();
        due.AddRange(await MissedCheckOutsAsync(cancellation));
        due.AddRange(await DayDecisionsAsync(cancellation));
        due.AddRange(await CorrectionsAsync(cancellation));
        due.AddRange(await LeavesAsync(cancellation));
        due.AddRange(await DigestsAsync(cancellation));
        var sent = 0;
        foreach (var letter in due.Where(IsDaytime))
        {
            if (await SendOnceAsync(letter, cancellation))
            {
                sent++;
            }
        }
        return sent;
    }

    private async Task<IEnumerable<DueLetter>> MissedCheckOutsAsync(CancellationToken cancellation)
    {
        var (now, since) = (Now, Today.AddDays(-Memory.Days));
        var days = await db
            .AttendanceDays.AwaitingDecision(now)
            .Where(day => day.On >= since && day.OpenExceptions.HasFlag(ExceptionKinds.ForgottenCheckOut))
            .Select(day => new { day.PersonId, day.On })
            .ToListAsync(cancellation);
        var readers = await ReadersAsync([.. days.Select(day => day.PersonId)], cancellation);
        return days.Where(day => readers.ContainsKey(day.PersonId))
            .Select(day =>
                Due(
                    readers[day.PersonId],
                    LetterKind.MissedCheckOut,
                    $"{day.On:yyyy-MM-dd}",
                    (reader, off) => LetterText.MissedCheckOut(reader, day.On, To("me"), off)
                )
            );
    }

    private async Task<IEnumerable<DueLetter>> DayDecisionsAsync(CancellationToken cancellation)
    {
        var since = Now - Memory;
        var decisions = await db
            .DayDecisions.Where(decision => decision.DecidedAt >= since)
            .AsNoTracking()
            .ToListAsync(cancellation);
        var readers = await ReadersAsync([.. decisions.Select(decision => decision.PersonId)], cancellation);
        return decisions
            .Where(decision => readers.ContainsKey(decision.PersonId))
            .Select(decision =>
                Due(
                    readers[decision.PersonId],
                    LetterKind.DayDecided,
                    $"{decision.Id:N}",
                    (reader, off) =>
                        decision.Kind == ExceptionKinds.WeeklyOvertime
                            ? LetterText.WeekDecided(reader, decision.On, decision.IsAccepted, To("me"), off)
                            : LetterText.DayDecided(reader, decision.On, decision.IsAccepted, To("me"), off)
                )
            );
    }

    private async Task<IEnumerable<DueLetter>> CorrectionsAsync(CancellationToken cancellation)
    {
        var since = Now - Memory;
        var requests = await db
            .CorrectionRequests.Where(request =>
                request.DecidedAt >= since
                && (request.Status == CorrectionStatus.Approved || request.Status == CorrectionStatus.Refused)
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var readers = await ReadersAsync([.. requests.Select(request => request.PersonId)], cancellation);
        return requests
            .Where(request =>
                readers.TryGetValue(request.PersonId, out var reader) && reader.UserId == request.RequestedById
            )
            .Select(request =>
                Due(
                    readers[request.PersonId],
                    LetterKind.CorrectionDecided,
                    $"{request.Id:N}",
                    (reader, off) =>
                        LetterText.CorrectionDecided(
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

    private async Task<IEnumerable<DueLetter>> LeavesAsync(CancellationToken cancellation)
    {
        var since = Now - Memory;
        var leaves = await db
            .Leaves.Where(leave =>
                leave.DecidedAt >= since
                && (leave.Status == LeaveStatus.Approved || leave.Status == LeaveStatus.Refused)
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var readers = await ReadersAsync([.. leaves.Select(leave => leave.PersonId)], cancellation);
        return leaves
            .Where(leave => readers.ContainsKey(leave.PersonId))
            .Select(leave =>
                Due(
                    readers[leave.PersonId],
                    LetterKind.LeaveDecided,
                    $"{leave.Id:N}-{leave.Status}",
                    (reader, off) =>
                        LetterText.LeaveDecided(
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

    /// <summary>From Monday to Wednesday about the week before, to those who lead somebody.</summary>
    private async Task<IEnumerable<DueLetter>> DigestsAsync(CancellationToken cancellation)
    {
        var (now, monday) = (Now, Today.AddDays(-(((int)Today.DayOfWeek + 6) % 7)));
        if (Today.DayNumber - monday.DayNumber >= Memory.Days)
        {
            return [];
        }
        var week = new ReportScope(Reach.Nobody, monday.AddDays(-7), monday.AddDays(-1));
        var leaders = await db.DepartmentManagers.Select(manager => manager.UserId).ToListAsync(cancellation);
        var members = await db
            .Memberships.Select(member => new
            {
                member.UserId,
                member.Role,
                member.User!.Email,
                member.User.Name,
            })
            .ToListAsync(cancellation);
        var due = new List<DueLetter>();
        foreach (
            var member in members.Where(member =>
                member.Role == Role.Manager || (member.Role > Role.Manager && leaders.Contains(member.UserId))
            )
        )
        {
            var reach = await Reach.OfAsync(db, Role.Manager, member.UserId, cancellation);
            var days = reach.Departments is { Count: 0 }
                ? []
                : await figures.ByDayAsync(week with { Reach = reach }, cancellation);
            if (days.Sum(day => day.Expected) == 0)
            {
                continue;
            }
            var mine = db.People.Within(reach);
            var waiting =
                await db
                    .AttendanceDays.AwaitingDecision(now)
                    .CountAsync(day => mine.Any(person => person.Id == day.PersonId), cancellation)
                + await db
                    .AttendanceWeeks.AwaitingDecision(now)
                    .CountAsync(one => mine.Any(person => person.Id == one.PersonId), cancellation);
            due.Add(
                Due(
                    new LetterReader(member.UserId, member.Email!, member.Name, current.Organization.Zone),
                    LetterKind.WeeklyDigest,
                    $"{week.From:yyyy-MM-dd}",
                    (reader, off) =>
                        LetterText.WeeklyDigest(
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

    private async Task<Dictionary<Guid, LetterReader>> ReadersAsync(
        HashSet<Guid> people,
        CancellationToken cancellation
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
                    reader => new LetterReader(
                        reader.UserId,
                        reader.Email!,
                        reader.Name,
                        reader.Zone ?? current.Organization.Zone
                    ),
                    cancellation
                );

    private bool IsDaytime(DueLetter letter) =>
        WallClock.Of(letter.Zone).Show(Now).Hour is >= FirstHour and <= LastHour;

    private DueLetter Due(LetterReader reader, LetterKind kind, string about, Func<LetterReader, Uri, Letter> write) =>
        new(reader.UserId, kind, about, reader.Zone, write(reader, To("me/letters")));

    private Uri To(string page) => links.To($"/{current.Organization.Slug}/{page}");

    private async Task<bool> SendOnceAsync(DueLetter due, CancellationToken cancellation)
    {
        if (
            await db.UnwantedLetters.AnyAsync(
                unwanted => unwanted.UserId == due.UserId && unwanted.Kind == due.Kind,
                cancellation
            )
        )
        {
            return false;
        }
        if (
            await db.SentLetters.AnyAsync(
                sent => sent.UserId == due.UserId && sent.Kind == due.Kind && sent.About == due.About,
                cancellation
            )
        )
        {
            return false;
        }
        var mark = new SentLetter
        {
            OrganizationId = current.Organization.Id,
            UserId = due.UserId,
            Kind = due.Kind,
            About = due.About,
            SentAt = Now,
        };
        db.SentLetters.Add(mark);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException fault) when (fault.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return false;
        }
        if (await mailer.TrySendAsync(due.Letter, logger, cancellation))
        {
            return true;
        }
        db.SentLetters.Remove(mark);
        await db.SaveChangesAsync(cancellation);
        return false;
    }
}

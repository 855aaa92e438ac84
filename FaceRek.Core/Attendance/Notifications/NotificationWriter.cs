using System.Diagnostics;
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
/// The emails about attendance, each as things stand when it is sent: in the reader's daytime, unless the reader opted
/// out or the event is too old.
/// </summary>
public sealed class NotificationWriter(FaceRekDb db, CurrentOrganization current, TeamFigures figures, SiteLinks links)
    : IEmailWriter
{
    /// <summary>Older events are no longer reported, also after a downtime of the server or of mail.</summary>
    internal static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    /// <summary>In the reader's time zone; outside of these hours emails wait.</summary>
    private const int FirstHour = 8,
        LastHour = 19;

    public bool Writes(EmailKind kind) => KindOf(kind) is not null;

    public async Task<EmailDraft> WriteAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (
            KindOf(email.Kind) is not { } kind
            || await db.NotificationOptOuts.AnyAsync(
                unwanted => unwanted.UserId == email.UserId && unwanted.Kind == kind,
                cancellationToken
            )
        )
        {
            return new EmailDraft.Unwanted();
        }
        var text = kind switch
        {
            NotificationKind.MissedCheckOut => await MissedCheckOutAsync(email, now, cancellationToken),
            NotificationKind.DayDecided => await DayDecidedAsync(email, now, cancellationToken),
            NotificationKind.CorrectionDecided => await CorrectionDecidedAsync(email, now, cancellationToken),
            NotificationKind.LeaveDecided => await LeaveDecidedAsync(email, now, cancellationToken),
            NotificationKind.WeeklyDigest => await WeeklyDigestAsync(email, now, cancellationToken),
            _ => throw new UnreachableException(),
        };
        if (text is not { } found)
        {
            return new EmailDraft.Unwanted();
        }
        return NextDaytime(found.Reader.Zone, now) is { } morning
            ? new EmailDraft.Later(morning)
            : new EmailDraft.Ready(found.Message);
    }

    public async Task NoteSentAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (
            KindOf(email.Kind) is not { } kind
            || await db.SentNotifications.AnyAsync(
                sent => sent.UserId == email.UserId && sent.Kind == kind && sent.About == email.About,
                cancellationToken
            )
            // A row needs a membership; without one there is no second email either.
            || !await db.Memberships.AnyAsync(member => member.UserId == email.UserId, cancellationToken)
        )
        {
            return;
        }
        db.SentNotifications.Add(
            new SentNotification
            {
                OrganizationId = current.Organization.Id,
                UserId = email.UserId!.Value,
                Kind = kind,
                About = email.About,
                SentAt = now,
            }
        );
    }

    private async Task<Written?> MissedCheckOutAsync(
        OutboxEmail email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = WallClock.Of(current.Organization.Zone).DayOf(now).AddDays(-Memory.Days);
        var isOpen = await db
            .AttendanceDays.AwaitingDecision(now)
            .AnyAsync(
                day =>
                    day.PersonId == email.SubjectId
                    && day.On == email.On
                    && day.On >= since
                    && day.OpenExceptions.HasFlag(ExceptionKinds.ForgottenCheckOut),
                cancellationToken
            );
        return isOpen && await ReaderAsync(email, email.SubjectId!.Value, cancellationToken) is { } reader
            ? new Written(reader, NotificationText.MissedCheckOut(reader, email.On!.Value, To("me"), Off))
            : null;
    }

    private async Task<Written?> DayDecidedAsync(
        OutboxEmail email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - Memory;
        var decision = await db.DayDecisions.SingleOrDefaultAsync(
            row => row.Id == email.SubjectId && row.DecidedAt >= since,
            cancellationToken
        );
        if (decision is null || await ReaderAsync(email, decision.PersonId, cancellationToken) is not { } reader)
        {
            return null;
        }
        return new Written(
            reader,
            decision.Kind == ExceptionKinds.WeeklyOvertime
                ? NotificationText.WeekDecided(reader, decision.On, decision.IsAccepted, To("me"), Off)
                : NotificationText.DayDecided(reader, decision.On, decision.IsAccepted, To("me"), Off)
        );
    }

    private async Task<Written?> CorrectionDecidedAsync(
        OutboxEmail email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - Memory;
        var request = await db.CorrectionRequests.SingleOrDefaultAsync(
            row => row.Id == email.SubjectId && row.DecidedAt >= since,
            cancellationToken
        );
        if (request is null || await ReaderAsync(email, request.PersonId, cancellationToken) is not { } reader)
        {
            return null;
        }
        return new Written(
            reader,
            NotificationText.CorrectionDecided(
                reader,
                request.On,
                request.Status == CorrectionStatus.Approved,
                request.DecisionNote,
                To("me"),
                Off
            )
        );
    }

    private async Task<Written?> LeaveDecidedAsync(
        OutboxEmail email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - Memory;
        var leave = await db.Leaves.SingleOrDefaultAsync(
            row => row.Id == email.SubjectId && row.DecidedAt >= since,
            cancellationToken
        );
        // What was decided otherwise since has an email of its own.
        if (
            leave?.DecisionKey != email.About
            || await ReaderAsync(email, leave.PersonId, cancellationToken) is not { } reader
        )
        {
            return null;
        }
        return new Written(
            reader,
            NotificationText.LeaveDecided(
                reader,
                leave.From,
                leave.Until,
                leave.Status == LeaveStatus.Approved,
                leave.DecisionNote,
                To("me/time-off"),
                Off
            )
        );
    }

    private async Task<Written?> WeeklyDigestAsync(
        OutboxEmail email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (monday, userId) = (email.On!.Value, email.UserId!.Value);
        var today = WallClock.Of(current.Organization.Zone).DayOf(now);
        var reader = await db
            .Memberships.Where(member => member.UserId == userId && member.Role != Role.Employee)
            .Select(member => new NotificationRecipient(
                userId,
                member.User!.Email!,
                member.User.Name,
                current.Organization.Zone
            ))
            .SingleOrDefaultAsync(cancellationToken);
        if (reader is null || today.DayNumber - monday.AddDays(7).DayNumber >= Memory.Days)
        {
            return null;
        }
        return await WeeklyDigest.OfAsync(db, figures, userId, monday, now, cancellationToken) is { } digest
            ? new Written(
                reader,
                NotificationText.WeeklyDigest(
                    reader,
                    monday,
                    digest.Present,
                    digest.Expected,
                    digest.Late,
                    digest.Waiting,
                    To($"week?from={monday:yyyy-MM-dd}"),
                    Off
                )
            )
            : null;
    }

    /// <returns>Null where the person left, or has no sign-in or another one by now.</returns>
    private async Task<NotificationRecipient?> ReaderAsync(
        OutboxEmail email,
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        var readers = await NotificationRecipient.OfPeopleAsync(
            db,
            current.Organization,
            [personId],
            cancellationToken
        );
        return readers.GetValueOrDefault(personId) is { } reader && reader.UserId == email.UserId ? reader : null;
    }

    /// <returns>Null where it is daytime.</returns>
    private static DateTimeOffset? NextDaytime(string zone, DateTimeOffset now)
    {
        var (wall, hour) = (WallClock.Of(zone), WallClock.Of(zone).Show(now).Hour);
        if (hour is >= FirstHour and <= LastHour)
        {
            return null;
        }
        var day = wall.DayOf(now).AddDays(hour < FirstHour ? 0 : 1);
        return wall.At(day.ToDateTime(new TimeOnly(FirstHour, 0)));
    }

    /// <returns>Null for kinds that others write.</returns>
    internal static NotificationKind? KindOf(EmailKind kind) =>
        kind switch
        {
            EmailKind.MissedCheckOut => NotificationKind.MissedCheckOut,
            EmailKind.DayDecided => NotificationKind.DayDecided,
            EmailKind.CorrectionDecided => NotificationKind.CorrectionDecided,
            EmailKind.LeaveDecided => NotificationKind.LeaveDecided,
            EmailKind.WeeklyDigest => NotificationKind.WeeklyDigest,
            _ => null,
        };

    private Uri Off => To("me/letters");

    private Uri To(string page) => links.To($"/{current.Organization.Slug}/{page}");

    private sealed record Written(NotificationRecipient Reader, EmailMessage Message);
}

using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>Deletes outdated rows. Each step is one statement for all organizations, and a failed step does not stop the next.</summary>
internal sealed partial class HousekeepingJob(
    IServiceScopeFactory scopes,
    GalleryCache galleries,
    TimeProvider clock,
    ILogger<HousekeepingJob> logger
) : IRecurringJob
{
    private static readonly TimeSpan ChallengesKept = TimeSpan.FromHours(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(90);

    /// <summary>Longer than any event is reported, see <see cref="NotificationWriter"/>.</summary>
    private static readonly TimeSpan NotificationsKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan InvitationsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan WebhooksKept = TimeSpan.FromDays(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (what, step) in Steps(clock.GetUtcNow(), cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await step(scope.ServiceProvider.GetRequiredService<FaceRekDb>());
            }
            // The next step may succeed all the same.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(what, ExceptionTrace.Of(exception));
            }
        }
    }

    private IEnumerable<(string What, Func<FaceRekDb, Task> Step)> Steps(
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var (challenges, attempts, bursts) = (now - ChallengesKept, now - AttemptsKept, now - BurstFingerprint.Kept);
        yield return (
            "challenges",
            db =>
                db.OfEveryOrganization<CheckInChallenge>()
                    .Where(row => row.IssuedAt < challenges)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "attempts",
            db =>
                db.OfEveryOrganization<CheckInAttempt>()
                    .Where(row => row.At < attempts)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "bursts",
            db =>
                db.OfEveryOrganization<BurstFingerprint>()
                    .Where(row => row.At < bursts)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        var (webhooks, scores, notifications) = (now - WebhooksKept, now - ShadowScore.Kept, now - NotificationsKept);
        yield return (
            "webhooks",
            db =>
                db.OfEveryOrganization<WebhookDelivery>()
                    .Where(row => row.State != WebhookState.Pending && row.CreatedAt < webhooks)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "shadow scores",
            db =>
                db.OfEveryOrganization<ShadowScore>()
                    .Where(row => row.At < scores)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "notifications",
            db =>
                db.OfEveryOrganization<SentNotification>()
                    .Where(row => row.SentAt < notifications)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        var emails = now - OutboxEmail.Kept;
        yield return (
            "emails",
            db =>
                db.EveryOutboxEmail()
                    .Where(row => row.DueAt < emails && (row.SentAt != null || row.Attempts >= OutboxEmail.MaxAttempts))
                    .ExecuteDeleteAsync(cancellationToken)
        );
        var (invitations, answers) = (now - InvitationsKept, now - IdempotentAnswer.Kept);
        yield return (
            "invitations",
            db =>
                db.OfEveryOrganization<Invitation>()
                    .Where(row => row.CreatedAt < invitations)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "idempotent answers",
            db =>
                db.OfEveryOrganization<IdempotentAnswer>()
                    .Where(row => row.StartedAt < answers)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        var (families, tokenKeys) = (now - TokenFamily.Lifetime, now - TokenKey.Term - TokenKey.KeptAfter);
        yield return (
            "token families",
            db =>
                db.OfEveryOrganization<TokenFamily>()
                    .Where(row => row.BeganAt < families)
                    .ExecuteDeleteAsync(cancellationToken)
        );
        yield return (
            "token keys",
            db => db.TokenKeys.Where(row => row.SignsFrom < tokenKeys).ExecuteDeleteAsync(cancellationToken)
        );
        // After this, faces deleted since the last round are gone from memory and from the database log too.
        yield return ("galleries in memory", db => galleries.ForgetAsync(db, cancellationToken));
        yield return ("the log of the database", db => db.EmptyLogAsync(cancellationToken));
    }

    [LoggerMessage(
        EventId = 2201,
        Level = LogLevel.Warning,
        Message = "Housekeeping of {What} failed and will be tried again: {Error}"
    )]
    private partial void LogFailed(string what, string error);
}

using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>Deletes outdated rows once an hour, so that the database does not grow without use.</summary>
internal sealed partial class HousekeepingJob(
    IServiceScopeFactory scopes,
    GalleryCache galleries,
    TimeProvider clock,
    ILogger<HousekeepingJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChallengesKept = TimeSpan.FromHours(1);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(90);

    /// <summary>Longer than any event is reported, see <see cref="NotificationSender"/>.</summary>
    private static readonly TimeSpan LettersKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan InvitationsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan WebhooksKept = TimeSpan.FromDays(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        RecurringWork.EveryAsync(Round, clock, TidyAsync, LogFailed, stoppingToken);

    internal async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var now = clock.GetUtcNow();
        var (challenges, attempts, invitations) = (now - ChallengesKept, now - AttemptsKept, now - InvitationsKept);
        await db.OfEveryOrganization<CheckInChallenge>()
            .Where(row => row.IssuedAt < challenges)
            .ExecuteDeleteAsync(cancellationToken);
        await db.OfEveryOrganization<CheckInAttempt>()
            .Where(row => row.At < attempts)
            .ExecuteDeleteAsync(cancellationToken);
        var seen = now - BurstFingerprint.Kept;
        await db.OfEveryOrganization<BurstFingerprint>()
            .Where(row => row.At < seen)
            .ExecuteDeleteAsync(cancellationToken);
        var told = now - WebhooksKept;
        await db.OfEveryOrganization<WebhookDelivery>()
            .Where(row => row.State != WebhookState.Pending && row.CreatedAt < told)
            .ExecuteDeleteAsync(cancellationToken);
        var trials = now - ShadowScore.Kept;
        await db.OfEveryOrganization<ShadowScore>().Where(row => row.At < trials).ExecuteDeleteAsync(cancellationToken);
        var letters = now - LettersKept;
        await db.OfEveryOrganization<SentNotification>()
            .Where(row => row.SentAt < letters)
            .ExecuteDeleteAsync(cancellationToken);
        await db.OfEveryOrganization<Invitation>()
            .Where(row => row.CreatedAt < invitations)
            .ExecuteDeleteAsync(cancellationToken);
        var (answers, families, tokenKeys) = (
            now - IdempotentAnswer.Kept,
            now - TokenFamily.Lifetime,
            now - TokenKey.Term - TokenKey.KeptAfter
        );
        await db.OfEveryOrganization<IdempotentAnswer>()
            .Where(row => row.StartedAt < answers)
            .ExecuteDeleteAsync(cancellationToken);
        await db.OfEveryOrganization<TokenFamily>()
            .Where(row => row.BeganAt < families)
            .ExecuteDeleteAsync(cancellationToken);
        await db.TokenKeys.Where(row => row.SignsFrom < tokenKeys).ExecuteDeleteAsync(cancellationToken);
        // After this, faces deleted since the last round are gone from memory and from the database log too.
        await galleries.ForgetAsync(db, cancellationToken);
        await db.EmptyLogAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed and will be tried again in an hour")]
    private partial void LogFailed(Exception fault);
}

using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Mail;

/// <summary>
/// Sends what is due in the outbox, each email at least once. Several nodes may send: the one that takes an email
/// writes so in its row first, and a node that dies with it in hand loses it after <see cref="OutboxEmail.Lease"/>.
/// </summary>
public sealed partial class EmailSender(
    IServiceScopeFactory scopes,
    IMailer mailer,
    TimeProvider clock,
    ILogger<EmailSender> logger
)
{
    private const int MaxPerRound = 64;

    public async Task SendAllDueAsync(CancellationToken cancellationToken)
    {
        while (await RoundAsync(cancellationToken) > 0) { }
    }

    /// <returns>How many emails this node tried.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var tried = 0;
        foreach (var one in await DueAsync(organizationId: null, clock.GetUtcNow(), cancellationToken))
        {
            tried += await TrySendAsync(one, isHeld: false, clock, cancellationToken) is null ? 0 : 1;
        }
        return tried;
    }

    /// <summary>What waits in one organization and is due by the caller's clock.</summary>
    /// <returns>How many went out.</returns>
    public async Task<int> SendDueAsync(Guid organizationId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var sent = 0;
        foreach (var one in await DueAsync(organizationId, clock.GetUtcNow(), cancellationToken))
        {
            sent += await TrySendAsync(one, isHeld: false, clock, cancellationToken) == true ? 1 : 0;
        }
        return sent;
    }

    /// <summary>One that the caller holds, see <see cref="OutboxEmail.Hold"/>.</summary>
    /// <returns>Whether it went out.</returns>
    public async Task<bool> SendHeldAsync(OutboxEmail email, TimeProvider clock, CancellationToken cancellationToken) =>
        await TrySendAsync(new Due(email.Id, email.OrganizationId), isHeld: true, clock, cancellationToken) == true;

    private async Task<List<Due>> DueAsync(
        Guid? organizationId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .EveryOutboxEmail()
            .Where(email => email.SentAt == null && email.DueAt <= now && email.Attempts < OutboxEmail.MaxAttempts)
            .Where(email => organizationId == null || email.OrganizationId == organizationId)
            .OrderBy(email => email.DueAt)
            .ThenBy(email => email.Id)
            .Take(MaxPerRound)
            .Select(email => new Due(email.Id, email.OrganizationId))
            .ToListAsync(cancellationToken);
    }

    /// <returns>Whether it went out; null where it could not be tried or another node has it.</returns>
    private async Task<bool?> TrySendAsync(
        Due due,
        bool isHeld,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
            return isHeld || await TakeAsync(db, due.Id, clock.GetUtcNow(), cancellationToken)
                ? await SendAsync(scope.ServiceProvider, db, due, clock, cancellationToken)
                : null;
        }
        // One email that cannot be handled, or one organization that cannot be read, must not hold up the others. This one
        // is tried again when its lease ends.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(due.Id, due.OrganizationId, ExceptionTrace.Of(exception));
            return null;
        }
    }

    private async Task<bool> SendAsync(
        IServiceProvider services,
        FaceRekDb db,
        Due due,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (due.OrganizationId is { } organizationId)
        {
            var organization = await db.Organizations.SingleOrDefaultAsync(
                row => row.Id == organizationId,
                cancellationToken
            );
            if (organization is null)
            {
                return false;
            }
            services.GetRequiredService<CurrentOrganization>().Enter(organization);
        }
        var found = await db.OutboxEmails.AsTracking().SingleOrDefaultAsync(row => row.Id == due.Id, cancellationToken);
        if (found is not { } email)
        {
            return false;
        }
        var writer = services.GetServices<IEmailWriter>().Single(one => one.Writes(email.Kind));
        await HandleAsync(db, writer, email, clock, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // The user or the organization was removed, with this email, while it was on its way.
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        if (email.SentAt is null && email.Attempts >= OutboxEmail.MaxAttempts)
        {
            LogGivenUp(email.Id, email.Kind, email.Attempts);
        }
        return email.SentAt is not null;
    }

    /// <summary>Of several nodes the one whose update finds the row still due has the email.</summary>
    private static async Task<bool> TakeAsync(
        FaceRekDb db,
        Guid id,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var lease = now + OutboxEmail.Lease;
        return await db.EveryOutboxEmail()
                .Where(row =>
                    row.Id == id && row.SentAt == null && row.DueAt <= now && row.Attempts < OutboxEmail.MaxAttempts
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.DueAt, lease)
                            .SetProperty(row => row.Attempts, row => row.Attempts + 1),
                    cancellationToken
                ) == 1;
    }

    private async Task HandleAsync(
        FaceRekDb db,
        IEmailWriter writer,
        OutboxEmail email,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        EmailDraft draft;
        try
        {
            draft = await writer.WriteAsync(email, clock.GetUtcNow(), cancellationToken);
        }
        // Whatever is wrong with this email, the others have their turn, and it is tried again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnwritten(email.Id, email.Kind, ExceptionTrace.Of(exception));
            email.Fail(exception.GetType().Name, clock.GetUtcNow());
            return;
        }
        switch (draft)
        {
            case EmailDraft.Unwanted:
                db.OutboxEmails.Remove(email);
                break;
            case EmailDraft.Later later:
                email.Postpone(later.At);
                break;
            case EmailDraft.Ready ready:
                if (await mailer.HandOverAsync(ready.Message, logger, cancellationToken) is { } failureKind)
                {
                    email.Fail(failureKind, clock.GetUtcNow());
                    break;
                }
                email.Succeed(clock.GetUtcNow());
                await writer.NoteSentAsync(email, clock.GetUtcNow(), cancellationToken);
                break;
        }
    }

    private sealed record Due(Guid Id, Guid? OrganizationId);

    [LoggerMessage(
        EventId = 1801,
        Level = LogLevel.Warning,
        Message = "Email {EmailId} failed for organization {OrganizationId} and will be tried again: {Error}"
    )]
    private partial void LogFailed(Guid emailId, Guid? organizationId, string error);

    [LoggerMessage(
        EventId = 1802,
        Level = LogLevel.Warning,
        Message = "Email {EmailId} of the kind {Kind} could not be written and will be tried again: {Error}"
    )]
    private partial void LogUnwritten(Guid emailId, EmailKind kind, string error);

    [LoggerMessage(
        EventId = 1803,
        Level = LogLevel.Error,
        Message = "Email {EmailId} of the kind {Kind} was given up after {Attempts} attempts"
    )]
    private partial void LogGivenUp(Guid emailId, EmailKind kind, int attempts);
}

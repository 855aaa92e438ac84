using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>
/// Makes our copy of the current organization's customer equal to Stripe's current state. The one function behind every
/// event, the return from the checkout and the nightly round; so lost, duplicate, late and unordered events all lead to
/// the same state.
/// </summary>
public sealed partial class SubscriptionSync(
    FaceRekDb db,
    CurrentOrganization current,
    StripeCustomerReader reader,
    CustomerLease leases,
    TimeProvider clock,
    ILogger<SubscriptionSync> logger
)
{
    /// <remarks>Clears the change tracker of this scope's context: save before.</remarks>
    public Task<SyncOutcome> RunAsync(SyncTrigger trigger, CancellationToken cancellationToken) =>
        RunAsync(trigger, () => Task.CompletedTask, cancellationToken);

    /// <param name="change">A change by a user at Stripe: under the same lease, otherwise Stripe's event could arrive
    /// first and the audit log would not name the user.</param>
    public async Task<SyncOutcome> RunAsync(SyncTrigger trigger, Func<Task> change, CancellationToken cancellationToken)
    {
        if (!reader.IsConfigured)
        {
            return SyncOutcome.NotConfigured;
        }
        if (await db.BillingAccounts.SingleOrDefaultAsync(cancellationToken) is not { CustomerId: { } customerId })
        {
            return SyncOutcome.NoCustomer;
        }
        using var lease = await leases.TakeAsync(db, current.Organization.Id, cancellationToken);
        if (lease is null)
        {
            await change();
            return SyncOutcome.Busy;
        }
        var isWritten = false;
        try
        {
            // The previous lease holder read Stripe after these events arrived: nothing is left to do.
            if (trigger.Events.Count > 0 && !await AreWaitingAsync(trigger.Events, cancellationToken))
            {
                return SyncOutcome.Done;
            }
            await change();
            var sessionId = await db
                .OpenCheckouts.Select(checkout => checkout.SessionId)
                .SingleOrDefaultAsync(cancellationToken);
            var reading = await reader.ReadAsync(customerId, sessionId, cancellationToken);
            isWritten = await WriteAsync(customerId, sessionId, reading, trigger, lease, cancellationToken);
        }
        finally
        {
            // After a failure, or with nothing to do, the lease would otherwise block others until it expires.
            if (!isWritten)
            {
                await lease.GiveBackAsync(db, CancellationToken.None);
            }
        }
        return isWritten ? SyncOutcome.Done : SyncOutcome.Busy;
    }

    private Task<bool> AreWaitingAsync(IReadOnlyList<StripeEvent> events, CancellationToken cancellationToken)
    {
        var ids = events.Select(message => message.Id).ToList();
        return db.StripeEvents.AnyAsync(
            row => ids.Contains(row.Id) && row.State == StripeEventState.Waiting,
            cancellationToken
        );
    }

    private async Task<bool> WriteAsync(
        string customerId,
        string? sessionId,
        StripeCustomerSnapshot reading,
        SyncTrigger trigger,
        CustomerLease.Held lease,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await lease.GiveBackAsync(db, cancellationToken))
        {
            return false;
        }
        var now = clock.GetUtcNow();
        var account = await db.BillingAccounts.AsTracking().SingleAsync(cancellationToken);
        if (account.CustomerId != customerId)
        {
            return false;
        }
        var mirrored = await new StripeMirror(db, current.Organization, trigger, now).ApplyAsync(
            reading,
            cancellationToken
        );
        (account.SyncedAt, account.IsDetached, account.Alert) = (now, reading.IsGone, AlertFor(reading, mirrored));
        if (reading.HasEndedCheckout)
        {
            await db
                .OpenCheckouts.Where(checkout => checkout.SessionId == sessionId)
                .ExecuteDeleteAsync(cancellationToken);
        }
        foreach (var message in trigger.Events)
        {
            db.Attach(message).Entity.Finish(StripeEventState.Done, now);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (account.Alert is not null)
        {
            LogAlert(current.Organization.Id, account.Alert);
        }
        return true;
    }

    private static string? AlertFor(StripeCustomerSnapshot reading, IReadOnlyList<Subscription> mirrored)
    {
        if (reading.IsGone)
        {
            return "The customer was removed at Stripe.";
        }
        var live = mirrored.Where(subscription => subscription.IsLive).ToList();
        if (live.Count > 1)
        {
            return $"There are {live.Count} live subscriptions for one customer.";
        }
        if (mirrored.FirstOrDefault(subscription => !SubscriptionStatus.IsKnown(subscription.Status)) is { } strange)
        {
            return $"A subscription has an unknown state: {strange.Status}.";
        }
        if (live.Any(subscription => subscription.Offer is null))
        {
            return "A subscription has a price that belongs to no plan.";
        }
        return live.Any(subscription => subscription.IsCollectionPaused) ? "Collection is paused at Stripe." : null;
    }

    [LoggerMessage(
        EventId = 1712,
        Level = LogLevel.Warning,
        Message = "Billing of organization {OrganizationId} needs attention: {Alert}"
    )]
    private partial void LogAlert(Guid organizationId, string alert);
}

/// <summary>Why Stripe is read: stored in the audit log, and events are finished together with their result.</summary>
/// <param name="ByUserId">The user who did something just now; null where it was Stripe, or a timer.</param>
public sealed record SyncTrigger(Guid? ByUserId = null)
{
    public IReadOnlyList<StripeEvent> Events { get; init; } = [];
}

public enum SyncOutcome
{
    Done,

    /// <summary>Another sync of the same customer is running: its result is enough, or try again in a moment.</summary>
    Busy,

    /// <summary>The organization has never started a purchase, so there is no customer to read.</summary>
    NoCustomer,
    NotConfigured,
}

using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Events;

/// <summary>
/// Processes the inbox: all events of a customer lead to one sync, each failure to a longer wait, and too many to a
/// dead letter.
/// </summary>
public sealed partial class StripeEventWorker(
    IServiceScopeFactory scopes,
    StripePriceCache prices,
    TimeProvider clock,
    ILogger<StripeEventWorker> logger
)
{
    private const int Batch = 100;
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>Everything that is due now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<StripeEvent> due;
        do
        {
            due = await DueAsync(cancellationToken);
            foreach (
                var group in due.GroupBy(message =>
                    EventKind.OfCustomers.Contains(message.Type) ? message.CustomerId : null
                )
            )
            {
                await WorkAsync(group.Key, [.. group], cancellationToken);
            }
        } while (due.Count == Batch);
    }

    private async Task<List<StripeEvent>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .StripeEvents.Where(message => message.NextAttemptAt <= now && message.State == StripeEventState.Waiting)
            .OrderBy(message => message.NextAttemptAt)
            .Take(Batch)
            .ToListAsync(cancellationToken);
    }

    private async Task WorkAsync(
        string? customerId,
        IReadOnlyList<StripeEvent> events,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (customerId is null)
            {
                await WithoutCustomerAsync(events, cancellationToken);
            }
            else
            {
                await OfCustomerAsync(customerId, events, cancellationToken);
            }
        }
        // Networks, Stripe and the database fail in many ways; the answer to each is to try again later.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var word = StripeErrors.WordFor(exception);
            LogFailed(events.Count, word);
            await MarkAsync(events, message => message.Fail(word, clock.GetUtcNow()), cancellationToken);
        }
    }

    private async Task WithoutCustomerAsync(IReadOnlyList<StripeEvent> events, CancellationToken cancellationToken)
    {
        if (events.Any(message => EventKind.OfPrices.Contains(message.Type)))
        {
            prices.Forget();
        }
        await MarkAsync(
            events,
            message =>
                message.Finish(
                    EventKind.OfPrices.Contains(message.Type) ? StripeEventState.Done : StripeEventState.Ignored,
                    clock.GetUtcNow()
                ),
            cancellationToken
        );
    }

    private async Task OfCustomerAsync(
        string customerId,
        IReadOnlyList<StripeEvent> events,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        // By the customer id stored here, never by what metadata claims.
        if (await db.OrganizationOfCustomerAsync(customerId, cancellationToken) is not { } organization)
        {
            await MarkAsync(
                events,
                message => message.Finish(StripeEventState.Ignored, clock.GetUtcNow()),
                cancellationToken
            );
            return;
        }
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        var outcome = await scope
            .ServiceProvider.GetRequiredService<SubscriptionSync>()
            .RunAsync(new SyncTrigger { Events = events }, cancellationToken);
        // Also without a key for Stripe, which was removed while events waited: they wait on.
        if (outcome != SyncOutcome.Done)
        {
            await MarkAsync(events, message => message.Postpone(BusyWait, clock.GetUtcNow()), cancellationToken);
        }
    }

    private async Task MarkAsync(
        IReadOnlyList<StripeEvent> events,
        Action<StripeEvent> mark,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var ids = events.Select(message => message.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Another worker may have finished some meanwhile; those stay finished.
        foreach (
            var message in await db
                .StripeEvents.Where(row => ids.Contains(row.Id) && row.State == StripeEventState.Waiting)
                .AsTracking()
                .ToListAsync(cancellationToken)
        )
        {
            mark(message);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(
        EventId = 1702,
        Level = LogLevel.Warning,
        Message = "{Events} events could not be processed: {Error}"
    )]
    private partial void LogFailed(int events, string error);
}

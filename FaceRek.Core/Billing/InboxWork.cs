using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing;

/// <summary>Works through what lies in the inbox: all events of a customer lead to one sync, each failure to a longer wait, and too many to a dead letter.</summary>
public sealed partial class InboxWork(
    IServiceScopeFactory scopes,
    PriceBook prices,
    TimeProvider clock,
    ILogger<InboxWork> logger
)
{
    private const int Batch = 100;
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(5);

    /// <summary>Everything that is due now.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        List<StripeEvent> due;
        do
        {
            due = await DueAsync(cancellation);
            foreach (
                var group in due.GroupBy(message =>
                    EventKind.OfCustomers.Contains(message.Type) ? message.CustomerId : null
                )
            )
            {
                await WorkAsync(group.Key, [.. group], cancellation);
            }
        } while (due.Count == Batch);
    }

    private async Task<List<StripeEvent>> DueAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .StripeEvents.AsNoTracking()
            .Where(message => message.NextAttemptAt <= now && message.State == StripeEventState.Waiting)
            .OrderBy(message => message.NextAttemptAt)
            .Take(Batch)
            .ToListAsync(cancellation);
    }

    private async Task WorkAsync(string? customerId, IReadOnlyList<StripeEvent> events, CancellationToken cancellation)
    {
        try
        {
            if (customerId is null)
            {
                await WithoutCustomerAsync(events, cancellation);
            }
            else
            {
                await OfCustomerAsync(customerId, events, cancellation);
            }
        }
        // Networks, Stripe and the database fail in many ways, and each means: later again.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            var word = StripeAnswers.WordFor(fault);
            LogFailed(events.Count, word);
            await MarkAsync(events, message => message.Fail(word, clock.GetUtcNow()), cancellation);
        }
    }

    private async Task WithoutCustomerAsync(IReadOnlyList<StripeEvent> events, CancellationToken cancellation)
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
            cancellation
        );
    }

    private async Task OfCustomerAsync(
        string customerId,
        IReadOnlyList<StripeEvent> events,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        // By the customer we stored ourselves, never by what metadata claims.
        if (await db.OrganizationOfCustomerAsync(customerId, cancellation) is not { } organization)
        {
            await MarkAsync(
                events,
                message => message.Finish(StripeEventState.Ignored, clock.GetUtcNow()),
                cancellation
            );
            return;
        }
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        var outcome = await scope
            .ServiceProvider.GetRequiredService<SubscriptionSync>()
            .RunAsync(new SyncCause { Events = events }, cancellation);
        if (outcome == SyncOutcome.Busy)
        {
            await MarkAsync(events, message => message.Postpone(BusyWait, clock.GetUtcNow()), cancellation);
        }
    }

    private async Task MarkAsync(
        IReadOnlyList<StripeEvent> events,
        Action<StripeEvent> mark,
        CancellationToken cancellation
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var ids = events.Select(message => message.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Whoever else was at it meanwhile may have finished some: those stay finished.
        foreach (
            var message in await db
                .StripeEvents.Where(row => ids.Contains(row.Id) && row.State == StripeEventState.Waiting)
                .ToListAsync(cancellation)
        )
        {
            mark(message);
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Events} events could not be worked on: {Fault}")]
    private partial void LogFailed(int events, string fault);
}

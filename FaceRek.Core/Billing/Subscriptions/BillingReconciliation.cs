using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Processes organization after organization, each in its own scope. A failure in one does not stop the others.</summary>
public sealed partial class BillingReconciliation(
    IServiceScopeFactory scopes,
    StripeConnection stripe,
    SeatChangeQueue seats,
    TimeProvider clock,
    ILogger<BillingReconciliation> logger
)
{
    /// <summary>For analysing problems; the events lose their bodies as soon as they are processed.</summary>
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(90);
    private const int Page = 200;

    /// <summary>After this many failures in a row Stripe is down, and the others would fail as well.</summary>
    private const int Patience = 5;

    /// <summary>
    /// Reads every customer from Stripe and sends every number of people, which repairs what a lost event or a crash
    /// left behind.
    /// </summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (!stripe.IsConfigured)
        {
            return;
        }
        await EachAsync(
            db =>
                db.OfEveryOrganization<BillingAccount>()
                    .Where(account => account.CustomerId != null)
                    .Select(account => account.OrganizationId),
            async services =>
            {
                await services.GetRequiredService<SubscriptionSync>().RunAsync(new SyncTrigger(), cancellationToken);
                await services.GetRequiredService<SeatSync>().RunAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    /// <summary>Organizations whose number of people changed and has been stable since.</summary>
    public async Task SyncSeatsAsync(CancellationToken cancellationToken)
    {
        foreach (var organizationId in seats.Due())
        {
            if (
                !await InAsync(
                    organizationId,
                    services => services.GetRequiredService<SeatSync>().RunAsync(cancellationToken),
                    cancellationToken
                )
            )
            {
                seats.Ring(organizationId);
            }
        }
    }

    /// <summary>Counts the day's seats, announces ends of trials, and deletes old events.</summary>
    public async Task CountDayAsync(CancellationToken cancellationToken)
    {
        await EachAsync(
            db => db.Organizations.Select(organization => organization.Id),
            services => services.GetRequiredService<DailySeatCount>().RunAsync(cancellationToken),
            cancellationToken
        );
        await using var scope = scopes.CreateAsyncScope();
        var before = clock.GetUtcNow() - EventsKept;
        await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .StripeEvents.Where(message => message.DoneAt < before)
            .ExecuteDeleteAsync(cancellationToken);
    }

    /// <param name="attempts">Only emails with fewer attempts: 1 for new ones.</param>
    public Task SendLettersAsync(int attempts, CancellationToken cancellationToken) =>
        EachAsync(
            db =>
                db.OfEveryOrganization<BillingEmail>()
                    .Where(letter => letter.SentAt == null && letter.Attempts < attempts)
                    .Select(letter => letter.OrganizationId)
                    .Distinct(),
            services => services.GetRequiredService<BillingEmailSender>().RunAsync(attempts, cancellationToken),
            cancellationToken
        );

    private async Task EachAsync(
        Func<FaceRekDb, IQueryable<Guid>> which,
        Func<IServiceProvider, Task> work,
        CancellationToken cancellationToken
    )
    {
        var (after, failures) = (Guid.Empty, 0);
        while (await PageAsync(which, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var organizationId in page)
            {
                failures = await InAsync(organizationId, work, cancellationToken) ? 0 : failures + 1;
                if (failures >= Patience)
                {
                    return;
                }
            }
            after = page[^1];
        }
    }

    private async Task<List<Guid>> PageAsync(
        Func<FaceRekDb, IQueryable<Guid>> which,
        Guid after,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        return await which(scope.ServiceProvider.GetRequiredService<FaceRekDb>())
            .Where(id => id.CompareTo(after) > 0)
            .Order()
            .Take(Page)
            .ToListAsync(cancellationToken);
    }

    /// <returns>False where it failed.</returns>
    private async Task<bool> InAsync(
        Guid organizationId,
        Func<IServiceProvider, Task> work,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var organization = await scope
                .ServiceProvider.GetRequiredService<FaceRekDb>()
                .Organizations.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == organizationId, cancellationToken);
            // Deleted since the round started.
            if (organization is null)
            {
                return true;
            }
            scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
            await work(scope.ServiceProvider);
            return true;
        }
        // The failure concerns only this organization or Stripe, and the next round tries again.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(organizationId, StripeErrors.WordFor(fault));
            return false;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Billing's round failed for organization {OrganizationId}: {Fault}"
    )]
    private partial void LogFailed(Guid organizationId, string fault);
}

using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Billing's recurring work, one organization after the other.</summary>
public sealed class BillingReconciliation(
    OrganizationRounds rounds,
    IServiceScopeFactory scopes,
    StripeConnection stripe,
    SeatChangeQueue seats,
    TimeProvider clock
)
{
    /// <summary>For analysing problems; the events lose their bodies as soon as they are processed.</summary>
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(90);

    /// <summary>After this many failures of Stripe in a row Stripe is down, and the others would fail as well.</summary>
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
        await rounds.ForEachOrganizationAsync(
            UntilStripeIsDown("The reconciliation with Stripe"),
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
            var exception = await rounds.InOrganizationAsync(
                Round("Sending the number of people to Stripe"),
                organizationId,
                services => services.GetRequiredService<SeatSync>().RunAsync(cancellationToken),
                cancellationToken
            );
            if (exception is not null)
            {
                seats.Ring(organizationId);
            }
        }
    }

    /// <summary>Counts the day's seats, announces ends of trials, and deletes old events.</summary>
    public async Task CountDayAsync(CancellationToken cancellationToken)
    {
        await rounds.ForEachOrganizationAsync(
            Round("The day's count of seats"),
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

    /// <summary>Emails that an earlier version without an outbox left unsent.</summary>
    /// <param name="attempts">Only emails with fewer attempts.</param>
    public Task SendEmailsAsync(int attempts, CancellationToken cancellationToken) =>
        rounds.ForEachOrganizationAsync(
            Round("Emails about billing"),
            db =>
                db.OfEveryOrganization<BillingEmail>()
                    .Where(told => told.SentAt == null && told.Attempts < attempts)
                    .Select(told => told.OrganizationId),
            services => services.GetRequiredService<BillingEmailSender>().RunAsync(attempts, cancellationToken),
            cancellationToken
        );

    private static OrganizationRound Round(string work) => new(work) { InWords = StripeErrors.InLog };

    private static OrganizationRound UntilStripeIsDown(string work)
    {
        var failures = 0;
        return Round(work) with
        {
            GoesOnAfter = exception =>
            {
                failures = StripeErrors.IsOfStripe(exception) ? failures + 1 : 0;
                return failures < Patience;
            },
        };
    }
}

using System.Text.Json.Nodes;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using FaceRek.Tests.Support.FakeStripe.Hooks;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Core.Billing.Events;

/// <summary>
/// Property: whatever a customer, time and Stripe do, and in whatever order, how often and how late its events arrive,
/// an organization ends with the access that the subscription's true state gives. The true state is read from the
/// double's ledger by rules written here.
/// </summary>
[Trait(TestDay.Sensitive, TestDay.ToTime)]
public sealed class AnyOrderTests(BillingFixture stage) : IClassFixture<BillingFixture>
{
    private const int Deeds = 7;
    private const int Seats = 7;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Events_in_any_order_as_often_and_as_late_as_may_be_end_in_the_true_access(int seed)
    {
        var random = new Random(seed);
        var company = await stage.NewCompanyAsync(Seats);
        await stage.BuyAsync(company, random.Next(2) == 0 ? "team" : "business");
        var before = stage.Stripe.Account.Lifecycle.AfterLastRetry;
        stage.Stripe.Account.Lifecycle.AfterLastRetry = (RetryEnd)random.Next(3);
        stage.Stripe.Webhooks.Hold();
        var (held, story) = (new List<JsonObject>(), new List<string>());
        try
        {
            for (var deed = 0; deed < Deeds; deed++)
            {
                story.Add(await DoAsync(company, random));
                held.AddRange(stage.Stripe.Webhooks.TakeHeld());
                await DeliverSomeAsync(held, random);
            }
            await DeliverAllAsync(held, random);
        }
        finally
        {
            stage.Stripe.Account.Lifecycle.AfterLastRetry = before;
            await stage.Stripe.Webhooks.ReleaseAsync();
        }
        await stage.SettleAsync();

        var (truth, told) = (await TruthAsync(company), Short(await stage.AccessAsync(company)));
        await EndAsync(company);
        Assert.True(
            truth == told,
            $"Stripe's books say {truth}, the organization is told {told}, after: {string.Join("; ", story)}"
        );
    }

    /// <summary>An action of a customer, an operator or time.</summary>
    private async Task<string> DoAsync(Organization company, Random random)
    {
        var subscription = (await stage.AtStripeAsync(company, "subscription"))[0];
        var isOver = Support.FakeStripe.Ledger.Subscriptions.IsOver(subscription);
        switch (random.Next(9))
        {
            case 0 or 1:
                var days = random.Next(1, 20);
                await stage.Stripe.AdvanceAsync(TimeSpan.FromDays(days));
                return $"{days} days pass";
            case 2 or 3:
                var card = random.Next(3) switch
                {
                    0 => Card.Good,
                    1 => Card.DecliningLater,
                    _ => Card.Asking,
                };
                await stage.Buyer.ReplaceCardAsync(subscription.Text("customer")!, card);
                return card.Label;
            case 4 when !isOver:
                await stage.Stripe.DoAsync(() =>
                    stage.Stripe.Account.Subscriptions.CancelAtPeriodEnd(subscription, byBoolean: random.Next(2) == 0)
                );
                return "cancelled at the period's end";
            case 5 when !isOver:
                await stage.Stripe.DoAsync(() => stage.Stripe.Account.Subscriptions.KeepRunning(subscription));
                return "taken back";
            case 6:
                var open = (await stage.AtStripeAsync(company, "invoice")).LastOrDefault(invoice =>
                    invoice.Is("status", "open")
                );
                if (open is null)
                {
                    return "nothing to pay";
                }
                await stage.Stripe.DoAsync(() => stage.Stripe.Account.Payments.Settle(open, null));
                return "the oldest open invoice is paid";
            case 7 when !isOver && random.Next(3) == 0:
                await stage.Stripe.DoAsync(() =>
                    stage.Stripe.Account.Subscriptions.Cancel(subscription, "cancellation_requested")
                );
                return "ended at once";
            case 8 when isOver:
                await stage.Stripe.DoAsync(account =>
                    account.Subscriptions.Start(
                        account.Customers.Get(subscription.Text("customer")!),
                        account.Catalogue.Price(subscription.Data("items").First()["price"]!.Id(), "price"),
                        Seats,
                        isConfirmed: false
                    )
                );
                return "bought again at Stripe";
            default:
                return "nothing";
        }
    }

    private async Task DeliverSomeAsync(List<JsonObject> held, Random random)
    {
        for (var times = random.Next(4); times > 0 && held.Count > 0; times--)
        {
            var message = held[random.Next(held.Count)];
            await stage.Stripe.Webhooks.PostAsync(message);
            // Events that are not taken are delivered again.
            if (random.Next(2) == 0)
            {
                held.Remove(message);
            }
        }
        if (random.Next(2) == 0)
        {
            await stage.SettleAsync();
        }
    }

    private async Task DeliverAllAsync(List<JsonObject> held, Random random)
    {
        var left = held.ToArray();
        random.Shuffle(left);
        await Task.WhenAll(
            left.Select(
                (message, place) =>
                    stage.Stripe.Webhooks.PostAsync(message, error: place % 5 == 0 ? HookFault.Concurrent : null)
            )
        );
    }

    /// <summary>
    /// From the double's ledger alone, by the table of states: best subscription first, grace period from the oldest
    /// open failed invoice.
    /// </summary>
    private async Task<(AccessReason Reason, bool IsReadOnly)> TruthAsync(Organization company)
    {
        string[] ranks = ["active", "trialing", "past_due", "unpaid", "paused", "incomplete", "canceled"];
        var invoices = await stage.AtStripeAsync(company, "invoice");
        var best = (await stage.AtStripeAsync(company, "subscription"))
            .Where(subscription => !subscription.Is("status", "incomplete_expired"))
            .OrderBy(subscription => Array.IndexOf(ranks, subscription.Text("status")))
            .ThenByDescending(subscription => subscription.Whole("created"))
            .First();
        var now = stage.Stripe.Now;
        var isTrial = now < company.CreatedAt.AddDays(14);
        return best.Text("status") switch
        {
            "active" or "trialing" => (
                best["cancel_at"] is null ? AccessReason.Subscribed : AccessReason.SubscribedUntilEnd,
                false
            ),
            "past_due" => now < OldestFailure(best, invoices).AddDays(14)
                ? (AccessReason.PastDue, false)
                : (AccessReason.GraceOver, true),
            "unpaid" => (AccessReason.Unpaid, true),
            "incomplete" when isTrial => (AccessReason.Trial, false),
            _ => (AccessReason.TooManyForFree, true),
        };
    }

    private static DateTimeOffset OldestFailure(JsonObject subscription, IEnumerable<JsonObject> invoices) =>
        invoices
            .Where(invoice =>
                invoice["parent"]!["subscription_details"]!.Is("subscription", subscription.Id())
                && invoice.Is("status", "open")
                && invoice.Whole("attempt_count") > 0
            )
            .Min(invoice => invoice["status_transitions"]!.Time("finalized_at")!.Value);

    private static (AccessReason Reason, bool IsReadOnly) Short(BillingAccess access) =>
        (access.Reason, access.IsReadOnly);

    /// <summary>Ends a company so that it causes no more events.</summary>
    private async Task EndAsync(Organization company)
    {
        foreach (var subscription in await stage.AtStripeAsync(company, "subscription"))
        {
            if (!Support.FakeStripe.Ledger.Subscriptions.IsOver(subscription))
            {
                await stage.Stripe.DoAsync(() =>
                    stage.Stripe.Account.Subscriptions.Cancel(subscription, "cancellation_requested")
                );
            }
        }
        await stage.SettleAsync();
    }
}

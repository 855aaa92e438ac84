namespace FaceRek.Core.Billing;

/// <summary>From stored facts and the clock to what an organization may do.</summary>
public static class BillingAccessPolicy
{
    /// <param name="seats">Active people.</param>
    /// <param name="subscriptions">All there ever were.</param>
    public static BillingAccess At(
        DateTimeOffset trialEndsAt,
        int seats,
        IEnumerable<Subscription> subscriptions,
        bool owesInvoices,
        DateTimeOffset now
    )
    {
        if (Governing(subscriptions) is not { } subscription)
        {
            return WithoutSubscription(trialEndsAt, seats, now);
        }
        var plan = subscription.Offer?.Plan ?? Plans.Team;
        var until = subscription.CancelAt;
        return subscription.KnownStatus switch
        {
            SubscriptionStatus.Active or SubscriptionStatus.Trialing => new BillingAccess(
                plan,
                false,
                until is null ? AccessReason.Subscribed : AccessReason.SubscribedUntilEnd,
                until,
                seats
            )
            {
                IsCollectionPaused = subscription.IsCollectionPaused,
            },
            SubscriptionStatus.PastDue when now < subscription.GraceUntil => new BillingAccess(
                plan,
                false,
                AccessReason.PastDue,
                subscription.GraceUntil,
                seats
            ),
            SubscriptionStatus.PastDue => new BillingAccess(plan, true, AccessReason.GraceOver, null, seats),
            SubscriptionStatus.Unpaid => new BillingAccess(plan, true, AccessReason.Unpaid, null, seats),
            SubscriptionStatus.Paused => new BillingAccess(plan, true, AccessReason.Paused, null, seats),
            SubscriptionStatus.Incomplete => WithoutSubscription(trialEndsAt, seats, now) with
            {
                IsPaymentUnfinished = true,
            },
            SubscriptionStatus.Canceled => OnFree(seats) with
            {
                OwesInvoices = owesInvoices && subscription.EndReason == "payment_failed",
            },
            _ => WithoutSubscription(trialEndsAt, seats, now),
        };
    }

    /// <summary>The one that decides: the best by its state, the newest among equals. Expired first payments count as if they had never been.</summary>
    public static Subscription? Governing(IEnumerable<Subscription> subscriptions) =>
        subscriptions
            .Where(subscription => subscription.KnownStatus != SubscriptionStatus.IncompleteExpired)
            .OrderBy(subscription => SubscriptionStatus.RankOf(subscription.KnownStatus))
            .ThenByDescending(subscription => subscription.CreatedAt)
            .ThenBy(subscription => subscription.StripeId, StringComparer.Ordinal)
            .FirstOrDefault();

    private static BillingAccess WithoutSubscription(DateTimeOffset trialEndsAt, int seats, DateTimeOffset now) =>
        now < trialEndsAt
            ? new BillingAccess(Plans.Trial, false, AccessReason.Trial, trialEndsAt, seats)
            : OnFree(seats);

    private static BillingAccess OnFree(int seats) =>
        Plans.Free.Holds(seats)
            ? new BillingAccess(Plans.Free, false, AccessReason.Free, null, seats)
            : new BillingAccess(Plans.Free, true, AccessReason.TooManyForFree, null, seats);
}

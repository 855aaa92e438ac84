using FaceRek.Core.Billing.Plans;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Derives what an organization may do from stored facts and the time.</summary>
public static class BillingAccessPolicy
{
    /// <param name="seats">Active people.</param>
    /// <param name="subscriptions">All subscriptions the organization ever had.</param>
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
        var plan = subscription.Offer?.Plan ?? PlanCatalogue.Team;
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

    /// <summary>
    /// The subscription that decides: the best by its status, the newest among equals. Expired first payments are
    /// ignored.
    /// </summary>
    public static Subscription? Governing(IEnumerable<Subscription> subscriptions) =>
        subscriptions
            .Where(subscription => subscription.KnownStatus != SubscriptionStatus.IncompleteExpired)
            .OrderBy(subscription => SubscriptionStatus.RankOf(subscription.KnownStatus))
            .ThenByDescending(subscription => subscription.CreatedAt)
            .ThenBy(subscription => subscription.StripeId, StringComparer.Ordinal)
            .FirstOrDefault();

    private static BillingAccess WithoutSubscription(DateTimeOffset trialEndsAt, int seats, DateTimeOffset now) =>
        now < trialEndsAt
            ? new BillingAccess(PlanCatalogue.Trial, false, AccessReason.Trial, trialEndsAt, seats)
            : OnFree(seats);

    private static BillingAccess OnFree(int seats) =>
        PlanCatalogue.Free.Holds(seats)
            ? new BillingAccess(PlanCatalogue.Free, false, AccessReason.Free, null, seats)
            : new BillingAccess(PlanCatalogue.Free, true, AccessReason.TooManyForFree, null, seats);
}

/// <summary>
/// What an organization may do at this moment. Never stored: it follows from facts and the time, so no job has to
/// change a flag in time. Punches, views, exports and paying always work.
/// </summary>
/// <param name="Plan">The plan whose limits and features apply.</param>
/// <param name="IsReadOnly">No new people and no changed settings.</param>
/// <param name="Until">When this changes by itself: the end of the trial, of the grace period or of the subscription.</param>
/// <param name="Seats">Active people now.</param>
public sealed record BillingAccess(Plan Plan, bool IsReadOnly, AccessReason Reason, DateTimeOffset? Until, int Seats)
{
    /// <summary>A first payment was started and not finished.</summary>
    public bool IsPaymentUnfinished { get; init; }

    /// <summary>Invoices of an ended subscription are open: they must be paid before another one is bought.</summary>
    public bool OwesInvoices { get; init; }

    /// <summary>Stripe collects nothing at the moment, because the operator paused it.</summary>
    public bool IsCollectionPaused { get; init; }

    /// <summary>How many more people the plan allows; null without a limit.</summary>
    public int? SeatsLeft =>
        IsReadOnly ? 0
        : Plan.MaxPeople is { } most ? Math.Max(0, most - Seats)
        : null;
}

/// <summary>Why an organization has its current access.</summary>
public enum AccessReason
{
    Trial,

    /// <summary>No subscription, and few enough people for the free plan.</summary>
    Free,

    /// <summary>No subscription, and more people than the free plan allows.</summary>
    TooManyForFree,

    Subscribed,

    /// <summary>Cancelled, and paid for until the day on which it ends.</summary>
    SubscribedUntilEnd,

    /// <summary>A payment failed; everything works until the grace period ends.</summary>
    PastDue,

    /// <summary>A payment failed, and the grace period is over.</summary>
    GraceOver,

    /// <summary>Stripe has given up collecting.</summary>
    Unpaid,

    /// <summary>Stripe's trial ended without a card, or the subscription was paused.</summary>
    Paused,
}

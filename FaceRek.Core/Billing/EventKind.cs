namespace FaceRek.Core.Billing;

/// <summary>Which events mean something here. There is no table from kind to action: each of a customer's leads to the same sync.</summary>
public static class EventKind
{
    /// <summary>What the endpoint at Stripe is to be subscribed to. Not invoice.created: Stripe would wait up to 72 hours for our answer before it finalizes an invoice.</summary>
    public static IReadOnlyList<string> OfCustomers { get; } =
    [
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "customer.subscription.paused",
        "customer.subscription.resumed",
        "customer.subscription.pending_update_applied",
        "customer.subscription.pending_update_expired",
        "customer.subscription.trial_will_end",
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "invoice.paid",
        "invoice.payment_failed",
        "invoice.payment_action_required",
        "invoice.finalization_failed",
        "invoice.voided",
        "invoice.marked_uncollectible",
        "customer.updated",
        "customer.deleted",
        "charge.refunded",
        "charge.dispute.created",
        "charge.dispute.closed",
    ];

    public static IReadOnlyList<string> OfPrices { get; } =
    ["price.created", "price.updated", "price.deleted", "product.updated"];
}

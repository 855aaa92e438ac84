namespace FaceRek.Core.Billing.Stripe;

/// <summary>
/// An event from Stripe, stored until it is processed. It belongs to no organization: the customer id shows which one
/// it is about when it is processed. Owners see only events of their own customer.
/// </summary>
public sealed class StripeEvent
{
    /// <summary>With waits that double from a few seconds, the last attempt is about a day after the first.</summary>
    public const int MaxAttempts = 14;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);

    /// <summary>evt_…</summary>
    public required string Id { get; init; }
    public required string Type { get; init; }

    /// <summary>When it happened at Stripe, to the second.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? ApiVersion { get; init; }
    public required bool IsLive { get; init; }

    /// <summary>cus_…; null where it is not about a customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The id of the object it is about.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The raw body as signed. Cleared after processing, because it contains addresses.</summary>
    public required byte[]? Body { get; set; }

    public StripeEventState State { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>When it is tried next; null when no further attempt is planned.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>The last error, in a word without secrets.</summary>
    public string? Fault { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    public void Await(DateTimeOffset now) => (State, NextAttemptAt) = (StripeEventState.Waiting, now);

    public void Finish(StripeEventState state, DateTimeOffset now) =>
        (State, DoneAt, NextAttemptAt, Fault, Body) = (state, now, null, null, null);

    /// <summary>Not an error: another worker was processing the same customer.</summary>
    public void Postpone(TimeSpan wait, DateTimeOffset now) => NextAttemptAt = now + wait;

    public void Fail(string error, DateTimeOffset now)
    {
        (Attempts, Fault) = (Attempts + 1, error);
        State = Attempts >= MaxAttempts ? StripeEventState.Dead : StripeEventState.Waiting;
        NextAttemptAt = State == StripeEventState.Dead ? null : now + (FirstWait * Math.Pow(2, Attempts - 1));
    }

    /// <summary>A dead letter starts again from the first attempt.</summary>
    public void Replay(DateTimeOffset now)
    {
        Attempts = 0;
        Await(now);
    }
}

public enum StripeEventState
{
    Waiting,
    Done,

    /// <summary>Its kind or customer is unknown here.</summary>
    Ignored,

    /// <summary>A test event where real money is used, or the other way round.</summary>
    Rejected,

    /// <summary>It failed too often: an owner or the operator has to look at it, and may replay it.</summary>
    Dead,
}

/// <summary>The events that are processed. There is no table from kind to action: all events of a customer lead to the same sync.</summary>
public static class EventKind
{
    /// <summary>
    /// The events the Stripe endpoint subscribes to. Not invoice.created: Stripe would wait up to 72 hours for our
    /// answer before it finalizes an invoice.
    /// </summary>
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

namespace FaceRek.Core.Billing.Stripe;

/// <summary>
/// A message of Stripe's, kept until it was dealt with. Belongs to no organization: which one it is about shows only when it is worked on,
/// by the customer it names. Owners see those of their own customer and no others.
/// </summary>
public sealed class StripeEvent
{
    /// <summary>With waits that double from a few seconds, the last is about a day after the first.</summary>
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

    /// <summary>cus_…; null where it is about no customer.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The id of the object it is about.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The body as it came and was signed. Forgotten once dealt with: it holds addresses.</summary>
    public required byte[]? Body { get; set; }

    public StripeEventState State { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>When it is tried next; null once it needs nothing more by itself.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>What went wrong last, in a word that holds no secrets.</summary>
    public string? Fault { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    public void Await(DateTimeOffset now) => (State, NextAttemptAt) = (StripeEventState.Waiting, now);

    public void Finish(StripeEventState state, DateTimeOffset now) =>
        (State, DoneAt, NextAttemptAt, Fault, Body) = (state, now, null, null, null);

    /// <summary>Nothing is wrong with it: somebody else was at work on the same customer.</summary>
    public void Postpone(TimeSpan wait, DateTimeOffset now) => NextAttemptAt = now + wait;

    public void Fail(string fault, DateTimeOffset now)
    {
        (Attempts, Fault) = (Attempts + 1, fault);
        State = Attempts >= MaxAttempts ? StripeEventState.Dead : StripeEventState.Waiting;
        NextAttemptAt = State == StripeEventState.Dead ? null : now + (FirstWait * Math.Pow(2, Attempts - 1));
    }

    /// <summary>A dead letter is tried again from the beginning.</summary>
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

    /// <summary>Of a kind, or about a customer, that means nothing to us.</summary>
    Ignored,

    /// <summary>Test money where ours is real, or the other way round.</summary>
    Rejected,

    /// <summary>It failed too often: somebody has to look, and may replay it.</summary>
    Dead,
}

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

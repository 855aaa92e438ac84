using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A copy of a subscription at Stripe, written only by <see cref="SubscriptionSync"/>.</summary>
public sealed class Subscription : IOrganizationOwned
{
    /// <summary>From the first failed payment; everything keeps working during that time.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    public const int MaxStripeIdLength = 255;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>sub_…; unique.</summary>
    public required string StripeId { get; init; }

    /// <summary>si_…: the bought item, with price and quantity.</summary>
    public string ItemId { get; private set; } = "";

    /// <summary>Stripe's status, also one that is unknown here.</summary>
    public string Status { get; private set; } = SubscriptionStatus.Incomplete;

    /// <summary>The last known status: a new status of Stripe must not lock a customer out.</summary>
    public string KnownStatus { get; private set; } = SubscriptionStatus.Incomplete;

    /// <summary>Of the active price; see <see cref="PlanCatalogue.FindByLookupKey"/>.</summary>
    public string LookupKey { get; private set; } = "";

    public int Seats { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PeriodStartAt { get; private set; }
    public DateTimeOffset? PeriodEndAt { get; private set; }

    /// <summary>When it ends because the customer cancelled; null while it continues.</summary>
    public DateTimeOffset? CancelAt { get; private set; }
    public bool CancelsAtPeriodEnd { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }
    public bool IsCollectionPaused { get; private set; }
    public DateTimeOffset? PendingUntil { get; private set; }

    /// <summary>Counted from the due date of the oldest unpaid invoice, and cleared only when a subscription is active again.</summary>
    public DateTimeOffset? GraceUntil { get; private set; }

    public DateTimeOffset SyncedAt { get; private set; }

    public bool IsLive => SubscriptionStatus.IsLive(KnownStatus);
    public bool IsTerminal => SubscriptionStatus.IsTerminal(KnownStatus);
    public bool IsEnding => IsLive && CancelAt is not null;

    /// <summary>The plan and its price; null where the price was created by hand and belongs to no plan.</summary>
    public (Plan Plan, PlanPrice Price)? Offer => PlanCatalogue.FindByLookupKey(LookupKey);

    /// <summary>Applies what Stripe returned; an older snapshot never reopens a subscription that has ended.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Apply(SubscriptionSnapshot told, DateTimeOffset now)
    {
        if (told.StripeId != StripeId)
        {
            throw new ArgumentException("This is another subscription.", nameof(told));
        }
        if (IsTerminal && told.Status != Status)
        {
            return false;
        }
        var before = State();
        (Status, ItemId, Seats, CreatedAt) = (told.Status, told.ItemId, told.Seats, told.CreatedAt);
        if (SubscriptionStatus.IsKnown(told.Status))
        {
            KnownStatus = told.Status;
        }
        // A price without one of our keys says nothing about the plan: keep the last one.
        LookupKey = told.LookupKey ?? LookupKey;
        (PeriodStartAt, PeriodEndAt) = (told.PeriodStartAt ?? PeriodStartAt, told.PeriodEndAt ?? PeriodEndAt);
        (CancelAt, CancelsAtPeriodEnd, EndedAt, EndReason) = (
            told.CancelAt,
            told.CancelsAtPeriodEnd,
            told.EndedAt,
            told.EndReason
        );
        (IsCollectionPaused, PendingUntil) = (told.IsCollectionPaused, told.PendingUntil);
        GraceUntil = KnownStatus switch
        {
            SubscriptionStatus.Active => null,
            // From Stripe's own due date where it has one: so the result is the same whether this was seen at once or
            // only after other arrears were paid.
            SubscriptionStatus.PastDue => told.UnpaidSince + Grace ?? GraceUntil ?? now + Grace,
            _ => GraceUntil,
        };
        SyncedAt = now;
        return before != State();
    }

    /// <summary>In words, for the audit log.</summary>
    public string InWords() =>
        $"{LookupKey} for {Seats}, {Status}{(CancelAt is { } end ? $", ends {end:yyyy-MM-dd}" : "")}{(GraceUntil is { } grace ? $", to be paid by {grace:yyyy-MM-dd}" : "")}{(IsCollectionPaused ? ", collection paused" : "")}{(PendingUntil is null ? "" : ", a change awaits payment")}";

    private (
        string,
        string,
        string,
        int,
        DateTimeOffset?,
        DateTimeOffset?,
        bool,
        DateTimeOffset?,
        bool,
        DateTimeOffset?,
        DateTimeOffset?
    ) State() =>
        (
            Status,
            ItemId,
            LookupKey,
            Seats,
            PeriodEndAt,
            CancelAt,
            CancelsAtPeriodEnd,
            EndedAt,
            IsCollectionPaused,
            PendingUntil,
            GraceUntil
        );
}

/// <summary>Stripe's words for the status of a subscription. Others may come; see <see cref="Subscription.KnownStatus"/>.</summary>
public static class SubscriptionStatus
{
    public const string Incomplete = "incomplete";
    public const string IncompleteExpired = "incomplete_expired";
    public const string Trialing = "trialing";
    public const string Active = "active";
    public const string PastDue = "past_due";
    public const string Unpaid = "unpaid";
    public const string Paused = "paused";
    public const string Canceled = "canceled";

    /// <summary>From the best to the worst: of several subscriptions the first decides.</summary>
    private static readonly string[] Ranks =
    [
        Active,
        Trialing,
        PastDue,
        Unpaid,
        Paused,
        Incomplete,
        Canceled,
        IncompleteExpired,
    ];

    public static bool IsKnown(string status) => Ranks.Contains(status);

    /// <summary>Such a subscription is never active again.</summary>
    public static bool IsTerminal(string status) => status is Canceled or IncompleteExpired;

    /// <summary>Bought, and neither ended nor waiting for its first payment.</summary>
    public static bool IsLive(string status) => status is Active or Trialing or PastDue or Unpaid or Paused;

    internal static int RankOf(string status) => Array.IndexOf(Ranks, status);
}

/// <summary>A subscription as Stripe returned it just now.</summary>
/// <param name="Status">Stripe's status, also one that is unknown here.</param>
/// <param name="LookupKey">Of its price; null where the price has none.</param>
/// <param name="Seats">How many people are paid for.</param>
public sealed record SubscriptionSnapshot(
    string StripeId,
    string ItemId,
    string Status,
    string? LookupKey,
    int Seats,
    DateTimeOffset CreatedAt
)
{
    public DateTimeOffset? PeriodStartAt { get; init; }
    public DateTimeOffset? PeriodEndAt { get; init; }
    public DateTimeOffset? CancelAt { get; init; }
    public bool CancelsAtPeriodEnd { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended: cancellation_requested, payment_failed or payment_disputed.</summary>
    public string? EndReason { get; init; }
    public bool IsCollectionPaused { get; init; }

    /// <summary>A change that waits for its payment and does not apply before.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>The due date of the oldest invoice that could not be collected; null where nothing is owed.</summary>
    public DateTimeOffset? UnpaidSince { get; init; }
}

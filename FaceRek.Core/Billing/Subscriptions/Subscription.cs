using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>What we know of a subscription at Stripe: a mirror, written by <see cref="SubscriptionSync"/> alone.</summary>
public sealed class Subscription : IOrganizationOwned
{
    /// <summary>From the first payment that failed; everything works meanwhile.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    public const int MaxStripeIdLength = 255;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>sub_…; unique.</summary>
    public required string StripeId { get; init; }

    /// <summary>si_…: what is bought, with price and quantity.</summary>
    public string ItemId { get; private set; } = "";

    /// <summary>Stripe's word, also one we do not know.</summary>
    public string Status { get; private set; } = SubscriptionStatus.Incomplete;

    /// <summary>The last word that we do know: a new word of Stripe's must not lock anybody out.</summary>
    public string KnownStatus { get; private set; } = SubscriptionStatus.Incomplete;

    /// <summary>Of the price in force; see <see cref="PlanCatalogue.FindByLookupKey"/>.</summary>
    public string LookupKey { get; private set; } = "";

    public int Seats { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PeriodStartAt { get; private set; }
    public DateTimeOffset? PeriodEndAt { get; private set; }

    /// <summary>When it will end by the customer's wish; null while it goes on.</summary>
    public DateTimeOffset? CancelAt { get; private set; }
    public bool CancelsAtPeriodEnd { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndReason { get; private set; }
    public bool IsCollectionPaused { get; private set; }
    public DateTimeOffset? PendingUntil { get; private set; }

    /// <summary>Counted from when the oldest invoice that is unpaid was due, and cleared only by a subscription that is active again.</summary>
    public DateTimeOffset? GraceUntil { get; private set; }

    public DateTimeOffset SyncedAt { get; private set; }

    public bool IsLive => SubscriptionStatus.IsLive(KnownStatus);
    public bool IsTerminal => SubscriptionStatus.IsTerminal(KnownStatus);
    public bool IsEnding => IsLive && CancelAt is not null;

    /// <summary>The plan and its price; null where the price was made by hand and no plan is sold by it.</summary>
    public (Plan Plan, PlanPrice Price)? Offer => PlanCatalogue.FindByLookupKey(LookupKey);

    /// <summary>Takes over what Stripe told; an older read never brings a subscription back that has ended.</summary>
    /// <returns>Whether anything is different now.</returns>
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
        // A price without a key of ours says nothing about the plan: the last one stays.
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
            // From Stripe's own books where they say it: so it is the same whether this was seen at once or only now, after other arrears were paid.
            SubscriptionStatus.PastDue => told.UnpaidSince + Grace ?? GraceUntil ?? now + Grace,
            _ => GraceUntil,
        };
        SyncedAt = now;
        return before != State();
    }

    /// <summary>In words, for the record of changes.</summary>
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

/// <summary>The words Stripe has for the state of a subscription. Others may come; see <see cref="Subscription.KnownStatus"/>.</summary>
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

    /// <summary>Such a subscription never comes back.</summary>
    public static bool IsTerminal(string status) => status is Canceled or IncompleteExpired;

    /// <summary>Bought, and neither ended nor still to be paid for the first time.</summary>
    public static bool IsLive(string status) => status is Active or Trialing or PastDue or Unpaid or Paused;

    internal static int RankOf(string status) => Array.IndexOf(Ranks, status);
}

/// <summary>A subscription as Stripe told it just now.</summary>
/// <param name="Status">Stripe's word, also one we do not know.</param>
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

    /// <summary>A change that waits for its payment: until then nothing of it holds.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>When the oldest invoice that could not be collected was due; null where nothing is owed.</summary>
    public DateTimeOffset? UnpaidSince { get; init; }
}

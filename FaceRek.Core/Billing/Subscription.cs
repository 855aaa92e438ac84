using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing;

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

    /// <summary>Of the price in force; see <see cref="Plans.FindByLookupKey"/>.</summary>
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
    public (Plan Plan, PlanPrice Price)? Offer => Plans.FindByLookupKey(LookupKey);

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

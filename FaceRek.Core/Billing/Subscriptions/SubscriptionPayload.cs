namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>A subscription in a webhook.</summary>
public sealed record SubscriptionPayload(
    string? Plan,
    string? Interval,
    int Seats,
    string Status,
    DateTimeOffset? PeriodEndAt,
    DateTimeOffset? CancelAt,
    DateTimeOffset? GraceUntil
)
{
    public static SubscriptionPayload Of(Subscription subscription) =>
        new(
            subscription.Offer?.Plan.Code,
            subscription.Offer?.Price.Interval.ToString().ToLowerInvariant(),
            subscription.Seats,
            subscription.Status,
            subscription.PeriodEndAt,
            subscription.CancelAt,
            subscription.GraceUntil
        );
}

using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Billing.Subscriptions;

/// <summary>Tells webhooks of a subscription that is new, or of which anything changed that can be seen.</summary>
public sealed class SubscriptionWebhooks : IWebhookSource
{
    public IEnumerable<WebhookNotice> Of(EntityEntry entry)
    {
        if (
            entry.Entity is Subscription subscription
            && entry.IsNewOrChanged(
                nameof(Subscription.Status),
                nameof(Subscription.ItemId),
                nameof(Subscription.LookupKey),
                nameof(Subscription.Seats),
                nameof(Subscription.PeriodEndAt),
                nameof(Subscription.CancelAt),
                nameof(Subscription.CancelsAtPeriodEnd),
                nameof(Subscription.EndedAt),
                nameof(Subscription.IsCollectionPaused),
                nameof(Subscription.PendingUntil),
                nameof(Subscription.GraceUntil)
            )
        )
        {
            yield return new WebhookNotice(WebhookEvent.SubscriptionChanged, SubscriptionPayload.Of(subscription));
        }
    }
}

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

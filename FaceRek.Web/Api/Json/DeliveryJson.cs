using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Api.Json;

/// <param name="MessageId">As it stands in the webhook-id header.</param>
/// <param name="State">pending, delivered or dead.</param>
/// <param name="Status">HTTP status of the last answer; null where there was none.</param>
/// <param name="Fault">What was wrong with the last try.</param>
public sealed record DeliveryJson(
    Guid Id,
    string MessageId,
    string Type,
    WebhookState State,
    int Tries,
    int? Status,
    string? Fault,
    DateTimeOffset CreatedAt,
    DateTimeOffset? TriedAt,
    DateTimeOffset? NextTryAt
)
{
    public static DeliveryJson Of(WebhookDelivery row) =>
        new(
            row.Id,
            WebhookSignature.IdOf(row.MessageId),
            row.Type,
            row.State,
            row.Tries,
            row.Status,
            row.Fault,
            row.CreatedAt,
            row.TriedAt,
            row.State == WebhookState.Pending ? row.DueAt : null
        );
}

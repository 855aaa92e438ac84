using System.Text.Json;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Core.Billing.Events;

/// <summary>
/// What is read from an event's body: ids and words, no state. Parsed here because Stripe.net throws on some bodies
/// that are signed but unusual.
/// </summary>
internal sealed record StripeEventEnvelope(
    string Id,
    string Type,
    DateTimeOffset CreatedAt,
    string? ApiVersion,
    bool IsLive,
    string? CustomerId,
    string? ObjectId
)
{
    private const int MaxIdLength = Subscription.MaxStripeIdLength;

    /// <returns>Null where it is not an event: not JSON, not an object, or without the fields every event has.</returns>
    public static StripeEventEnvelope? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (
                TextOf(root, "id") is not { Length: > 0 and <= MaxIdLength } id
                || TextOf(root, "type") is not { Length: > 0 and <= 128 } type
            )
            {
                return null;
            }
            var about =
                root.TryGetProperty("data", out var data)
                && data.ValueKind == JsonValueKind.Object
                && data.TryGetProperty("object", out var found)
                && found.ValueKind == JsonValueKind.Object
                    ? found
                    : default;
            var objectId = Fitting(TextOf(about, "id"));
            return new StripeEventEnvelope(
                id,
                type,
                TimeOf(root),
                TextOf(root, "api_version"),
                root.TryGetProperty("livemode", out var live) && live.ValueKind == JsonValueKind.True,
                CustomerOf(about, objectId),
                objectId
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? CustomerOf(JsonElement about, string? objectId)
    {
        if (TextOf(about, "object") == "customer")
        {
            return objectId;
        }
        if (
            about.ValueKind == JsonValueKind.Object
            && about.TryGetProperty("customer", out var customer)
            && customer.ValueKind == JsonValueKind.Object
        )
        {
            return Fitting(TextOf(customer, "id"));
        }
        return Fitting(TextOf(about, "customer"));
    }

    private static DateTimeOffset TimeOf(JsonElement root) =>
        root.TryGetProperty("created", out var created)
        && created.ValueKind == JsonValueKind.Number
        && created.TryGetInt64(out var seconds)
        && seconds is >= 0 and < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? Fitting(string? id) => id is { Length: > 0 and <= MaxIdLength } ? id : null;
}

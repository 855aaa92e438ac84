using System.Text.Json.Serialization;
using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Api.Json;

/// <param name="Events">What it is told of.</param>
/// <param name="IsStopped">Nothing is sent; what comes up waits, for a week at most.</param>
/// <param name="Secret">What messages are signed with: in the answer to its drawing and never again.</param>
public sealed record WebhookJson(
    Guid Id,
    string Url,
    IReadOnlyList<string> Events,
    bool IsStopped,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null
)
{
    public static WebhookJson Of(WebhookEndpoint endpoint) =>
        new(endpoint.Id, endpoint.Url, endpoint.Events.Split(' '), endpoint.IsStopped, endpoint.CreatedAt);
}

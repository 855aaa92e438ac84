using System.Text.Json;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Webhooks;

/// <summary>Reports what happened to webhooks. The rows are added to the caller's context and saved with the change they report.</summary>
public sealed class WebhookOutbox(FaceRekDb db, CurrentOrganization current, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private List<WebhookEndpoint>? endpoints;

    public Task AddAsync<T>(string type, T data, CancellationToken cancellationToken)
        where T : notnull => AddAsync(type, () => Task.FromResult(data), cancellationToken);

    /// <param name="data">Ids, times and states: never a name, a score, a template or a picture. Called only when an
    /// endpoint has chosen the event.</param>
    public async Task AddAsync<T>(string type, Func<Task<T>> data, CancellationToken cancellationToken)
        where T : notnull
    {
        var held = clock.GetUtcNow() - WebhookEndpoint.HeldFor;
        endpoints ??= await db
            .WebhookEndpoints.Where(endpoint => endpoint.StoppedAt == null || endpoint.StoppedAt > held)
            .ToListAsync(cancellationToken);
        var wanting = endpoints.Where(endpoint => endpoint.Wants(type)).ToList();
        if (wanting.Count == 0)
        {
            return;
        }
        var (messageId, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var body = BodyOf(type, now, await data());
        foreach (var endpoint in wanting)
        {
            db.WebhookDeliveries.Add(NewDelivery(endpoint.Id, messageId, type, body, now));
        }
    }

    /// <summary>A message for one endpoint only, so that an admin sees whether it arrives.</summary>
    public WebhookDelivery AddTest(WebhookEndpoint endpoint)
    {
        var now = clock.GetUtcNow();
        return db
            .WebhookDeliveries.Add(
                NewDelivery(
                    endpoint.Id,
                    Guid.CreateVersion7(),
                    WebhookEvent.Test,
                    BodyOf(WebhookEvent.Test, now, new { EndpointId = endpoint.Id }),
                    now
                )
            )
            .Entity;
    }

    /// <summary>For one endpoint, when each endpoint has its own position in a series of events.</summary>
    public void AddFor<T>(WebhookEndpoint endpoint, string type, T data)
        where T : notnull
    {
        var now = clock.GetUtcNow();
        db.WebhookDeliveries.Add(NewDelivery(endpoint.Id, Guid.CreateVersion7(), type, BodyOf(type, now, data), now));
    }

    private WebhookDelivery NewDelivery(
        Guid endpointId,
        Guid messageId,
        string type,
        string body,
        DateTimeOffset now
    ) =>
        new()
        {
            OrganizationId = current.Organization.Id,
            EndpointId = endpointId,
            MessageId = messageId,
            Type = type,
            Body = body,
            CreatedAt = now,
            DueAt = now,
        };

    private static string BodyOf<T>(string type, DateTimeOffset now, T data) =>
        JsonSerializer.Serialize(
            new
            {
                Type = type,
                Timestamp = now.UtcDateTime,
                Data = data,
            },
            Json
        );
}

using System.Text.Json;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// One message to one endpoint. Stored in the transaction of the event it reports, so that no message is sent for
/// something that did not happen and none is lost; sent by <see cref="WebhookSender"/> at least once.
/// </summary>
public sealed class WebhookDelivery : IOrganizationOwned
{
    /// <summary>Waits before the second and each further attempt; after the last the message is dead. About 45 hours in total.</summary>
    public static readonly IReadOnlyList<TimeSpan> BackOff =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Longer than an attempt can take; the message of a sender that crashed becomes free again after this.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public const int MaxFaultLength = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid EndpointId { get; init; }

    /// <summary>
    /// The <c>webhook-id</c> header: the same for every endpoint and every attempt, so that a receiver recognises a
    /// repeat.
    /// </summary>
    public required Guid MessageId { get; init; }

    public required string Type { get; init; }

    /// <summary>The body as sent and signed, UTF-8 JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public WebhookState State { get; private set; }
    public int Tries { get; private set; }

    /// <summary>When the next attempt is due; while a sender works on the message, when other senders may take it.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>HTTP status of the last response; null where there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>Why there was no successful response, in a few words of our own; never the receiver's text.</summary>
    public string? Fault { get; private set; }

    /// <summary>One message, to each of the endpoints.</summary>
    /// <param name="data">Ids, times and states: never a name, a score, a template or a picture.</param>
    public static IReadOnlyList<WebhookDelivery> Of(
        IReadOnlyCollection<WebhookEndpoint> endpoints,
        string type,
        object data,
        DateTimeOffset now
    )
    {
        var (messageId, body) = (
            Guid.CreateVersion7(),
            JsonSerializer.Serialize(
                new
                {
                    Type = type,
                    Timestamp = now.UtcDateTime,
                    Data = data,
                },
                Json
            )
        );
        return
        [
            .. endpoints.Select(endpoint => new WebhookDelivery
            {
                OrganizationId = endpoint.OrganizationId,
                EndpointId = endpoint.Id,
                MessageId = messageId,
                Type = type,
                Body = body,
                CreatedAt = now,
                DueAt = now,
            }),
        ];
    }

    public void Succeed(int status, DateTimeOffset now)
    {
        (State, Status, Fault, TriedAt) = (WebhookState.Delivered, status, null, now);
        Tries++;
    }

    public void Fail(int? status, string error, DateTimeOffset now)
    {
        (Status, Fault, TriedAt) = (status, error.Length > MaxFaultLength ? error[..MaxFaultLength] : error, now);
        if (++Tries > BackOff.Count)
        {
            State = WebhookState.Dead;
        }
        else
        {
            DueAt = now + Spread(BackOff[Tries - 1]);
        }
    }

    /// <summary>Sent again by hand, whether dead or delivered: all attempts are available again.</summary>
    public void Resend(DateTimeOffset now) =>
        (State, Tries, DueAt, Fault, Status) = (WebhookState.Pending, 0, now, null, null);

    /// <summary>Up to a fifth longer, depending on the message's id: messages that failed together are not retried together.</summary>
    private TimeSpan Spread(TimeSpan wait) => wait * (1 + (Id.ToByteArray()[^1] / 255.0 / 5));
}

public enum WebhookState
{
    Pending,
    Delivered,

    /// <summary>Every attempt failed; an admin may send it again.</summary>
    Dead,
}

using System.Globalization;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// Sends due messages, each at least once. Several nodes may have a sender each: a sender claims a message in its row
/// first, and when it crashes the others take the message after <see cref="WebhookDelivery.Lease"/>.
/// </summary>
public sealed partial class WebhookSender(
    OrganizationRounds rounds,
    IServiceScopeFactory scopes,
    WebhookConnection wire,
    WebhookSecrets secrets,
    TimeProvider clock,
    ILogger<WebhookSender> logger
)
{
    private const int MaxPerRound = 64;
    private const int MaxAtOnce = 8;

    /// <summary>A receiver that hangs must not hold up the round for the others.</summary>
    private const int MaxPerEndpoint = 4;

    private const int Gone = 410;

    private static readonly OrganizationRound Sending = new("Sending a webhook");

    /// <returns>How many messages were attempted.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = MaxAtOnce, CancellationToken = cancellationToken },
            async (load, token) =>
                await rounds.InOrganizationAsync(
                    Sending,
                    load.OrganizationId,
                    services => CarryAsync(services.GetRequiredService<FaceRekDb>(), load, token),
                    token
                )
        );
        return due.Count;
    }

    /// <summary>
    /// The oldest message of each endpoint before the second of any: however many wait for one, the others get their
    /// share in every round.
    /// </summary>
    private async Task<List<Load>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var now = clock.GetUtcNow();
        var due = db.OfEveryOrganization<WebhookDelivery>()
            .Where(row => row.State == WebhookState.Pending && row.DueAt <= now)
            .Where(row =>
                db.OfEveryOrganization<WebhookEndpoint>()
                    .Any(endpoint => endpoint.Id == row.EndpointId && endpoint.StoppedAt == null)
            );
        var oldest = await due.Select(row => row.EndpointId)
            .Distinct()
            .SelectMany(endpointId =>
                due.Where(row => row.EndpointId == endpointId).OrderBy(row => row.DueAt).Take(MaxPerEndpoint)
            )
            .Select(row => new { Load = new Load(row.Id, row.EndpointId, row.OrganizationId), row.DueAt })
            .ToListAsync(cancellationToken);
        return
        [
            .. oldest
                .GroupBy(row => row.Load.EndpointId)
                .SelectMany(rows => rows.OrderBy(row => row.DueAt).Index())
                .OrderBy(row => row.Index)
                .ThenBy(row => row.Item.DueAt)
                .Take(MaxPerRound)
                .Select(row => row.Item.Load),
        ];
    }

    private async Task CarryAsync(FaceRekDb db, Load load, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(db, load.Id, cancellationToken))
        {
            return;
        }

        if (
            await db.WebhookDeliveries.AsTracking().SingleOrDefaultAsync(row => row.Id == load.Id, cancellationToken)
            is not { } delivery
        )
        {
            return;
        }
        if (
            await db
                .WebhookEndpoints.AsTracking()
                .SingleOrDefaultAsync(row => row.Id == load.EndpointId, cancellationToken)
            is not { } endpoint
        )
        {
            return;
        }
        var (status, error) = await SendAsync(endpoint, delivery, cancellationToken);
        var now = clock.GetUtcNow();
        if (status is >= 200 and < 300)
        {
            delivery.Succeed(status.Value, now);
        }
        else
        {
            delivery.Fail(status, error, now);
        }
        if (status == Gone)
        {
            endpoint.Stop(now);
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // The endpoint and its messages were removed while this one was being sent; the rest of the round continues.
        catch (DbUpdateConcurrencyException)
        {
            return;
        }
        if (delivery.State == WebhookState.Dead)
        {
            LogDead(delivery.Id, endpoint.Id, delivery.Tries);
        }
    }

    /// <summary>Of several senders, the one whose update finds the row still due gets the message.</summary>
    private async Task<bool> TakeAsync(FaceRekDb db, Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db
                .WebhookDeliveries.Where(row =>
                    row.Id == id
                    && row.State == WebhookState.Pending
                    && row.DueAt <= now
                    && db.WebhookEndpoints.Any(endpoint => endpoint.Id == row.EndpointId && endpoint.StoppedAt == null)
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.DueAt, now + WebhookDelivery.Lease),
                    cancellationToken
                ) == 1;
    }

    private async Task<(int? Status, string Fault)> SendAsync(
        WebhookEndpoint endpoint,
        WebhookDelivery delivery,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var at = now.ToUnixTimeSeconds();
        var signature = Sign(endpoint.SealedSecret);
        if (endpoint.SignsWithFormer(now))
        {
            signature += " " + Sign(endpoint.SealedFormerSecret!);
        }
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = WebhookSignature.IdOf(delivery.MessageId),
            ["webhook-timestamp"] = at.ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = signature,
        };
        try
        {
            var status = await wire.PostAsync(new Uri(endpoint.Url), delivery.Body, headers, cancellationToken);
            return (status, $"Answered {status}");
        }
        catch (HttpRequestException exception)
        {
            return (null, Reason(exception));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "No answer within ten seconds");
        }

        string Sign(byte[] box) =>
            WebhookSignature.Of(secrets.Open(box, endpoint.OrganizationId), delivery.MessageId, at, delivery.Body);
    }

    private static string Reason(HttpRequestException exception) =>
        exception switch
        {
            { InnerException: ForbiddenAddressException } => "The address is not public",
            { HttpRequestError: HttpRequestError.NameResolutionError } => "The host was not found",
            { HttpRequestError: HttpRequestError.SecureConnectionError } => "The certificate was not accepted",
            { HttpRequestError: HttpRequestError.ConnectionError } => "No connection",
            _ => "The connection broke",
        };

    private sealed record Load(Guid Id, Guid EndpointId, Guid OrganizationId);

    [LoggerMessage(
        EventId = 1603,
        Level = LogLevel.Warning,
        Message = "Webhook delivery {DeliveryId} to endpoint {EndpointId} is dead after {Tries} tries"
    )]
    private partial void LogDead(Guid deliveryId, Guid endpointId, int tries);
}

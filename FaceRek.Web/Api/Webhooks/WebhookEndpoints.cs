using System.Diagnostics;
using System.Text.Json.Serialization;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Webhooks;

/// <summary>The endpoints that receive events, and the status of each message.</summary>
internal static class WebhookEndpoints
{
    private const string Endpoint = "/{endpointId:guid:length(36)}";

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks
            .MapGet("", ListAsync)
            .Needs(ApiScope.WebhooksRead)
            .WithSummary("Lists the endpoints.")
            .Example(null, WebhookExamples.List);
        webhooks
            .MapPost("", AddAsync)
            .Needs(ApiScope.WebhooksWrite)
            .WithSummary("Adds an endpoint. Only this answer shows its secret.")
            .WithDescription(
                "Messages are signed as defined by Standard Webhooks and sent at least once, with retries over two days. Private and local addresses and redirects are not followed."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.AddressNotAllowed,
                ApiProblems.WebhookInvalid,
                ApiProblems.WebhooksFull,
                ApiProblems.NotInPlan
            )
            .Example(WebhookExamples.New, WebhookExamples.Created);
        webhooks
            .MapGet(Endpoint, ReadAsync)
            .Needs(ApiScope.WebhooksRead)
            .WithSummary("Reads an endpoint.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, WebhookExamples.One);
        webhooks
            .MapPut(Endpoint, ChangeAsync)
            .Needs(ApiScope.WebhooksWrite)
            .WithSummary("Changes the address and events of an endpoint, or stops and resumes it.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.AddressNotAllowed,
                ApiProblems.WebhookInvalid,
                ApiProblems.NotFound
            )
            .Example(WebhookExamples.Put, WebhookExamples.One);
        webhooks
            .MapDelete(Endpoint, RemoveAsync)
            .Needs(ApiScope.WebhooksWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Removes an endpoint and its waiting messages.")
            .Refuses(ApiProblems.NotFound);
        webhooks
            .MapPost($"{Endpoint}/secret", RotateAsync)
            .Needs(ApiScope.WebhooksWrite)
            .WithSummary("Creates a new secret. The previous one also signs for a day.")
            .Refuses(ApiProblems.NotFound)
            .Example(null, WebhookExamples.Created);
        webhooks
            .MapPost($"{Endpoint}/test", TestAsync)
            .Needs(ApiScope.WebhooksWrite)
            .WithSummary("Sends a webhook.test to this endpoint.")
            .Refuses(ApiProblems.NotFound);
        webhooks
            .MapGet($"{Endpoint}/deliveries", DeliveriesAsync)
            .Needs(ApiScope.WebhooksRead)
            .WithSummary("Lists sent and waiting messages, the latest first. They are kept for 30 days.")
            .Refuses(ApiProblems.NotFound, ApiProblems.QueryInvalid, ApiProblems.CursorInvalid)
            .Example(null, WebhookExamples.Deliveries);
        webhooks
            .MapPost($"{Endpoint}/deliveries/{{deliveryId:guid:length(36)}}/resend", ResendAsync)
            .Needs(ApiScope.WebhooksWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary("Sends a message again, with the same id.")
            .Refuses(ApiProblems.NotFound);
    }

    private static async Task<Ok<ListJson<WebhookJson>>> ListAsync(FaceRekDb db, CancellationToken cancellationToken)
    {
        var rows = await db
            .WebhookEndpoints.OrderBy(endpoint => endpoint.Id)
            .Take(WebhookEndpoint.MaxPerOrganization)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new ListJson<WebhookJson>(rows.ConvertAll(WebhookJson.Of), NextCursor: null));
    }

    private static async Task<Results<Ok<WebhookJson>, ApiProblem>> ReadAsync(
        Guid endpointId,
        FaceRekDb db,
        CancellationToken cancellationToken
    ) =>
        await db.WebhookEndpoints.SingleOrDefaultAsync(endpoint => endpoint.Id == endpointId, cancellationToken)
            is { } found
            ? TypedResults.Ok(WebhookJson.Of(found))
            : ApiProblems.NotFound;

    private static async Task<Results<Created<WebhookJson>, ApiProblem>> AddAsync(
        NewWebhookJson request,
        WebhookDesk desk,
        Entitlement entitlement,
        CancellationToken cancellationToken
    )
    {
        if (await entitlement.ToUseAsync(Feature.Webhooks, cancellationToken) is { } obstacle)
        {
            return ApiProblems.Of(obstacle);
        }
        var outcome = await desk.AddAsync(request.Url, request.Events, cancellationToken);
        return outcome is WebhookOutcome.Drawn drawn
            ? TypedResults.Created(
                $"{ApiEndpoints.Root}/webhooks/{drawn.Endpoint.Id}",
                WebhookJson.Of(drawn.Endpoint) with
                {
                    Secret = drawn.Secret,
                }
            )
            : RefusalOf(outcome);
    }

    private static async Task<Results<Ok<WebhookJson>, ApiProblem>> ChangeAsync(
        Guid endpointId,
        WebhookPutJson request,
        WebhookDesk desk,
        CancellationToken cancellationToken
    )
    {
        var outcome = await desk.ChangeAsync(endpointId, request.Url, request.Events, cancellationToken);
        if (outcome is WebhookOutcome.Done && request.IsStopped is { } isStopped)
        {
            outcome = isStopped
                ? await desk.StopAsync(endpointId, cancellationToken)
                : await desk.ResumeAsync(endpointId, cancellationToken);
        }
        return outcome is WebhookOutcome.Done done
            ? TypedResults.Ok(WebhookJson.Of(done.Endpoint))
            : RefusalOf(outcome);
    }

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(
        Guid endpointId,
        WebhookDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.RemoveAsync(endpointId, cancellationToken) is WebhookOutcome.Done
            ? TypedResults.NoContent()
            : ApiProblems.NotFound;

    private static async Task<Results<Ok<WebhookJson>, ApiProblem>> RotateAsync(
        Guid endpointId,
        WebhookDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.RotateAsync(endpointId, cancellationToken) is WebhookOutcome.Drawn drawn
            ? TypedResults.Ok(WebhookJson.Of(drawn.Endpoint) with { Secret = drawn.Secret })
            : ApiProblems.NotFound;

    private static async Task<Results<NoContent, ApiProblem>> TestAsync(
        Guid endpointId,
        WebhookDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.TestAsync(endpointId, cancellationToken) is WebhookOutcome.Done
            ? TypedResults.NoContent()
            : ApiProblems.NotFound;

    private static async Task<Results<Ok<ListJson<DeliveryJson>>, ApiProblem>> DeliveriesAsync(
        Guid endpointId,
        [AsParameters] DeliveryQuery query,
        FaceRekDb db,
        CancellationToken cancellationToken
    )
    {
        if (!Choice.TryRead<WebhookState>(query.State, out var state))
        {
            return Choice.Refused<WebhookState>("state");
        }
        if (Paging.Read(query.Limit, query.Cursor, out var size, out var from) is { } refused)
        {
            return refused;
        }
        if (!await db.WebhookEndpoints.AnyAsync(endpoint => endpoint.Id == endpointId, cancellationToken))
        {
            return ApiProblems.NotFound;
        }
        var rows = await DeliveryQuery
            .Filter(db.WebhookDeliveries, endpointId, state)
            .Where(row =>
                from == null
                || row.CreatedAt < from.Value.At
                || (row.CreatedAt == from.Value.At && row.Id < from.Value.Id)
            )
            .OrderByDescending(row => row.CreatedAt)
            .ThenByDescending(row => row.Id)
            .Take(size)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new ListJson<DeliveryJson>(
                rows.ConvertAll(DeliveryJson.Of),
                rows.Count == size ? new Cursor(rows[^1].CreatedAt, rows[^1].Id).ToString() : null
            )
        );
    }

    private static async Task<Results<NoContent, ApiProblem>> ResendAsync(
        Guid endpointId,
        Guid deliveryId,
        WebhookDesk desk,
        CancellationToken cancellationToken
    ) =>
        await desk.ResendAsync(endpointId, deliveryId, cancellationToken) is WebhookOutcome.Done
            ? TypedResults.NoContent()
            : ApiProblems.NotFound;

    private static ApiProblem RefusalOf(WebhookOutcome outcome) =>
        outcome switch
        {
            WebhookOutcome.NotFound => ApiProblems.NotFound,
            WebhookOutcome.Full => ApiProblems.WebhooksFull,
            WebhookOutcome.NoEvents => ApiProblems.WebhookInvalid.Because("events must contain at least one name."),
            WebhookOutcome.UnknownEvent unknown => ApiProblems.WebhookInvalid.Because(
                $"There is no event {unknown.Name}; choose from {string.Join(", ", WebhookEvent.All)}."
            ),
            WebhookOutcome.AddressRefused { Error: WebhookAddressError.NotAllowed } => ApiProblems.AddressNotAllowed,
            WebhookOutcome.AddressRefused { Error: var error } => ApiProblems.WebhookInvalid.Because(
                error switch
                {
                    WebhookAddressError.NotHttps => "url must start with https://.",
                    WebhookAddressError.UnknownHost => "The host of url was not found.",
                    WebhookAddressError.TooLong => $"url can have at most {WebhookEndpoint.MaxUrlLength} characters.",
                    WebhookAddressError.Missing or WebhookAddressError.NoAddress or WebhookAddressError.NotAllowed =>
                        "url must be a full address, without a user name or fragment.",
                    _ => throw new UnreachableException(),
                }
            ),
            WebhookOutcome.Done or WebhookOutcome.Drawn => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words."
            ),
            _ => throw new UnreachableException(),
        };
}

/// <param name="Events">The events it receives.</param>
/// <param name="IsStopped">Nothing is sent; new messages wait, for a week at most.</param>
/// <param name="Secret">Signs the messages; only in the response that creates it.</param>
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

/// <param name="Url">https, a public address, at most 500 characters.</param>
/// <param name="Events">At least one name, such as punch.recorded.</param>
/// <param name="IsStopped">True holds messages back, for a week at most; unchanged when omitted.</param>
public sealed record WebhookPutJson(string Url, IReadOnlyList<string> Events, bool? IsStopped = null);

/// <param name="Url">https, a public address, at most 500 characters.</param>
/// <param name="Events">At least one name, such as punch.recorded.</param>
public sealed record NewWebhookJson(string Url, IReadOnlyList<string> Events);

/// <param name="MessageId">As in the webhook-id header.</param>
/// <param name="State">pending, delivered or dead.</param>
/// <param name="Status">HTTP status of the last response; null where there was none.</param>
/// <param name="Fault">What was wrong with the last attempt.</param>
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

/// <param name="State">pending, delivered or dead; omit for all.</param>
/// <param name="Limit">1 to 200; 50 by default.</param>
/// <param name="Cursor">From the previous page.</param>
internal sealed record DeliveryQuery(
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor
)
{
    public static IQueryable<WebhookDelivery> Filter(
        IQueryable<WebhookDelivery> rows,
        Guid endpointId,
        WebhookState? state
    ) => rows.Where(row => row.EndpointId == endpointId && (state == null || row.State == state));
}

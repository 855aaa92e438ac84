using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Faults;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using Microsoft.AspNetCore.Http;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>
/// Everything under <c>/v1</c>: key, version, operation, parameters, contract, idempotency, faults; then the account
/// responds.
/// </summary>
public sealed class StripeApi(
    Account account,
    StripeClock clock,
    SemaphoreSlim turn,
    FaultPlan faults,
    Violations violations
)
{
    private static readonly TimeSpan LongerThanAnybodyWaits = TimeSpan.FromSeconds(60);

    private readonly KeyBook keys = new();
    private readonly ConcurrentQueue<StripeRequest> requests = new();

    /// <summary>Every answered request in order, including replays.</summary>
    public IReadOnlyList<StripeRequest> Requests => [.. requests];

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = StripeLedger.NewId("req");
        context.Response.Headers["Request-Id"] = requestId;
        WireAnswer? answer;
        try
        {
            answer = await AnswerAsync(context, requestId);
        }
        catch (RefusalException exception)
        {
            answer = Refused(exception, requestId);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            violations.Add($"{context.Request.Method} {context.Request.Path}: the double failed: {exception}");
            answer = ServerError(requestId);
        }
        if (answer is null)
        {
            context.Abort();
            return;
        }
        await WriteAsync(context, answer);
    }

    /// <summary>Null closes the connection.</summary>
    private async Task<WireAnswer?> AnswerAsync(HttpContext context, string requestId)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value!);
        CheckCaller(context);
        var (route, id) = Find(method, path);
        var form = await ReadAsync(context.Request);
        var tree = FormTree.Parse(form);
        Check(route, tree);
        var request = new StripeRequest(
            method,
            path,
            Uri.UnescapeDataString(id),
            tree,
            method == "POST" ? context.Request.Headers["Idempotency-Key"].FirstOrDefault() : null,
            requestId
        );
        requests.Enqueue(request);

        var error = faults.Take(method, path);
        if (error == WireFault.Slow)
        {
            await Task.Delay(LongerThanAnybodyWaits, TimeProvider.System, context.RequestAborted);
        }
        if (Before(error, requestId, out var early))
        {
            return early;
        }
        if (request.Key is null)
        {
            return After(error, await PerformAsync(route, request), requestId);
        }
        return keys.Open(request.Key, method, path, form, clock.Now) is { } kept
            ? kept
            : After(error, await PerformOnceAsync(route, request, error), requestId);
    }

    private void CheckCaller(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {FakeStripeServer.SecretKey}")
        {
            throw new RefusalException(401, "invalid_request_error", null, "Invalid API Key provided.");
        }
        if (context.Request.Headers["Stripe-Version"] != FakeStripeServer.ApiVersion)
        {
            throw Violated(
                RefusalException.Invalid(
                    $"This double speaks {FakeStripeServer.ApiVersion}, not '{context.Request.Headers["Stripe-Version"]}'."
                ),
                context.Request.Path
            );
        }
    }

    private (Route Route, string Id) Find(string method, string path)
    {
        foreach (var route in account.Routes)
        {
            if (route.Matches(method, path, out var id))
            {
                return (route, id);
            }
        }
        throw Violated(
            new RefusalException(
                404,
                "invalid_request_error",
                null,
                $"Unrecognized request URL ({method}: {path}). If you are trying to list objects, remove the trailing slash."
            ),
            path
        );
    }

    private void Check(Route route, JsonObject form)
    {
        if (Contract.Shared?.FaultInRequest(route.Operation, form) is { } error)
        {
            var name = error.Split(' ')[0];
            throw Violated(
                error.EndsWith("is unknown", StringComparison.Ordinal)
                    ? RefusalException.UnknownParameter(name)
                    : RefusalException.Invalid(error, name),
                route.Operation
            );
        }
        if (route.UnknownParameter(form) is { } unknown)
        {
            throw Violated(RefusalException.UnknownParameter(unknown), route.Operation);
        }
    }

    private async Task<WireAnswer> PerformOnceAsync(Route route, StripeRequest request, WireFault? error)
    {
        try
        {
            var answer = await PerformAsync(route, request);
            keys.Keep(request.Key!, error == WireFault.ErrorAfterWrite ? ServerError(request.RequestId) : answer);
            return answer;
        }
        catch (RefusalException exception) when (exception.IsKept)
        {
            var answer = Refused(exception, request.RequestId);
            keys.Keep(request.Key!, answer);
            return answer;
        }
        catch
        {
            keys.Forget(request.Key!);
            throw;
        }
    }

    private async Task<WireAnswer> PerformAsync(Route route, StripeRequest request)
    {
        await turn.WaitAsync();
        try
        {
            var answer = account.Answer(route, request);
            if (FaultIn(route, answer) is { } error)
            {
                violations.Add($"{route.Operation}: the double's answer is not Stripe's: {error}");
            }
            return Json(200, answer);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Events are checked one by one: the contract lists all their types as alternatives.</summary>
    private static string? FaultIn(Route route, JsonNode answer) =>
        Contract.Shared is not { } contract
            ? null
            : route.Operation switch
            {
                "Events.retrieve" => contract.FaultInEvent(answer.AsObject()),
                "Events.list" => answer["data"]!
                    .AsArray()
                    .Select(message => contract.FaultInEvent(message!.AsObject()))
                    .FirstOrDefault(error => error is not null),
                _ => contract.FaultInAnswer(route.Operation, answer),
            };

    private static bool Before(WireFault? error, string requestId, out WireAnswer? early)
    {
        early = error switch
        {
            WireFault.TooMany => Refused(
                new RefusalException(
                    429,
                    "invalid_request_error",
                    "rate_limit",
                    "Too many requests hit the API too quickly."
                ),
                requestId
            ),
            WireFault.LockTimeout => Refused(
                new RefusalException(
                    429,
                    "invalid_request_error",
                    "lock_timeout",
                    "This object cannot be accessed right now because another API request or Stripe process is currently accessing it."
                ),
                requestId
            ) with
            {
                ShouldRetry = true,
            },
            WireFault.ErrorBeforeWrite => ServerError(requestId),
            _ => null,
        };
        return early is not null || error is WireFault.AbortBeforeWrite or WireFault.Slow;
    }

    private static WireAnswer? After(WireFault? error, WireAnswer answer, string requestId) =>
        error switch
        {
            WireFault.ErrorAfterWrite => ServerError(requestId),
            WireFault.AbortAfterWrite => null,
            WireFault.BadGateway => new WireAnswer(
                502,
                "<html><body><h1>502 Bad Gateway</h1></body></html>"u8.ToArray()
            )
            {
                ContentType = "text/html",
            },
            _ => answer,
        };

    private RefusalException Violated(RefusalException exception, string where)
    {
        violations.Add($"{where}: {exception.Message}");
        return exception;
    }

    private static WireAnswer Refused(RefusalException exception, string requestId) =>
        Json(exception.Status, exception.ToJson(requestId));

    private static WireAnswer ServerError(string requestId) =>
        Refused(new RefusalException(500, "api_error", null, "An unknown error occurred."), requestId);

    private static WireAnswer Json(int status, JsonNode body) =>
        new(status, Encoding.UTF8.GetBytes(body.ToJsonString(WireFormat.Indented)));

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        if (request.Method != "POST")
        {
            return request.QueryString.Value ?? "";
        }
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var form = await reader.ReadToEndAsync();
        return form.Length == 0 || request.HasFormContentType
            ? form
            : throw RefusalException.Invalid($"Stripe reads forms, not {request.ContentType}.");
    }

    private static async Task WriteAsync(HttpContext context, WireAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.IsReplayed)
        {
            context.Response.Headers["Idempotent-Replayed"] = "true";
        }
        if (answer.ShouldRetry is { } should)
        {
            context.Response.Headers["Stripe-Should-Retry"] = should ? "true" : "false";
        }
        await context.Response.Body.WriteAsync(answer.Body);
    }
}

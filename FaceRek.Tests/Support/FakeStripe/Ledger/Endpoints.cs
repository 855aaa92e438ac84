using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>The webhook endpoints. The secret is returned once, when an endpoint is created.</summary>
public sealed class Endpoints(StripeLedger books)
{
    public IEnumerable<Route> Routes =>
        [
            new(
                "WebhookEndpoints.create",
                "POST",
                "/v1/webhook_endpoints",
                "url enabled_events[] api_version description metadata.*",
                Create
            ),
            new(
                "WebhookEndpoints.retrieve",
                "GET",
                "/v1/webhook_endpoints/{id}",
                "",
                request => books.Get("webhook_endpoint", request.Id).DeepClone()
            ),
            new("WebhookEndpoints.update", "POST", "/v1/webhook_endpoints/{id}", "enabled_events[] disabled", Update),
            new(
                "WebhookEndpoints.list",
                "GET",
                "/v1/webhook_endpoints",
                Page.Parameters,
                request => Page.Of(request, books.Of("webhook_endpoint"))
            ),
        ];

    /// <summary>Enabled endpoints that subscribe to this event type, each with the secrets that sign: two during a rotation.</summary>
    public IReadOnlyList<(Uri Url, IReadOnlyList<string> Secrets)> For(string type) =>
        [
            .. books
                .Of("webhook_endpoint")
                .Where(endpoint =>
                    endpoint.Is("status", "enabled")
                    && endpoint["enabled_events"]!
                        .AsArray()
                        .Any(wanted => wanted!.GetValue<string>() is var name && (name == "*" || name == type))
                )
                .Select(endpoint =>
                    (
                        new Uri(endpoint.Text("url")!),
                        (IReadOnlyList<string>)
                            [
                                .. books.Note(endpoint.Id())["secrets"]!
                                    .AsArray()
                                    .Select(secret => secret!.GetValue<string>()),
                            ]
                    )
                ),
        ];

    public JsonObject Add(string url, string secret, params string[] events)
    {
        var endpoint = books.Add(
            new JsonObject
            {
                ["id"] = StripeLedger.NewId("we"),
                ["object"] = "webhook_endpoint",
                ["api_version"] = FakeStripeServer.ApiVersion,
                ["application"] = null,
                ["created"] = books.Seconds,
                ["description"] = null,
                ["enabled_events"] = new JsonArray([
                    .. (events.Length == 0 ? ["*"] : events).Select(name => (JsonNode)name),
                ]),
                ["livemode"] = false,
                ["metadata"] = new JsonObject(),
                ["status"] = "enabled",
                ["url"] = url,
            }
        );
        books.Note(endpoint.Id())["secrets"] = new JsonArray(secret);
        return endpoint;
    }

    /// <summary>Both secrets sign until <see cref="EndRotation"/>; the new one is the last.</summary>
    public void Rotate(JsonObject endpoint, string secret) =>
        books.Note(endpoint.Id())["secrets"]!.AsArray().Add(secret);

    public void EndRotation(JsonObject endpoint) => books.Note(endpoint.Id())["secrets"]!.AsArray().RemoveAt(0);

    private JsonObject Create(StripeRequest request)
    {
        if (!Uri.TryCreate(request.Required("url"), UriKind.Absolute, out var url))
        {
            throw RefusalException.Invalid("Invalid URL.", "url", "url_invalid");
        }
        var secret = StripeLedger.NewId("whsec");
        var endpoint = Add(url.ToString(), secret, [.. request.Texts("enabled_events")]);
        endpoint["description"] = request.Text("description");
        endpoint["api_version"] = request.Text("api_version");
        var answer = endpoint.Clone();
        answer["secret"] = secret;
        return answer;
    }

    private JsonNode Update(StripeRequest request)
    {
        var endpoint = books.Get("webhook_endpoint", request.Id);
        if (request.Texts("enabled_events") is { Count: > 0 } events)
        {
            endpoint["enabled_events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]);
        }
        if (request.Flag("disabled") is { } isDisabled)
        {
            endpoint["status"] = isDisabled ? "disabled" : "enabled";
        }
        return endpoint.DeepClone();
    }
}

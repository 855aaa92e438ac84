using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>One request to the API, after its form was read and checked.</summary>
/// <param name="Id">The id in the path, if any.</param>
/// <param name="Key">The idempotency key, if any.</param>
public sealed record StripeRequest(
    string Method,
    string Path,
    string Id,
    JsonObject Form,
    string? Key,
    string RequestId
)
{
    public string? Text(string name) => Form[name]?.ToString();

    public string Required(string name) =>
        Text(name) is { Length: > 0 } text
            ? text
            : throw RefusalException.Invalid($"Missing required param: {name}.", name, "parameter_missing");

    public bool? Flag(string name) => Text(name) is { } text ? text == "true" : null;

    public long? Number(string name) => Form.Whole(name);

    public JsonObject? Tree(string name) => Form[name] as JsonObject;

    public IReadOnlyList<JsonObject> Trees(string name) =>
        (Form[name] as JsonArray)?.OfType<JsonObject>().ToArray() ?? [];

    public IReadOnlyList<string> Texts(string name) =>
        (Form[name] as JsonArray)?.Select(value => value!.ToString()).ToArray() ?? [];

    /// <summary>True also where the parameter was sent empty, which tells Stripe to clear a value.</summary>
    public bool Sent(string name) => Form.ContainsKey(name);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>Reads and writes the fields of Stripe's objects.</summary>
public static class Json
{
    public static string Id(this JsonNode node) => node["id"]!.GetValue<string>();

    /// <summary>A field's text; null where it is missing, null or empty.</summary>
    public static string? Text(this JsonNode node, string name) =>
        node[name]?.ToString() is { Length: > 0 } text ? text : null;

    public static bool Is(this JsonNode node, string name, params string[] values) =>
        node.Text(name) is { } text && values.Contains(text);

    public static long? Whole(this JsonNode node, string name) =>
        node.Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw RefusalException.Invalid($"Invalid integer: {text}", name, "parameter_invalid_integer");

    public static DateTimeOffset? Time(this JsonNode node, string name) =>
        node.Whole(name) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static JsonObject Tree(this JsonNode node, string name) => node[name]!.AsObject();

    public static IEnumerable<JsonObject> Data(this JsonNode node, string name) =>
        node[name]!["data"]!.AsArray().Select(child => child!.AsObject());

    public static JsonObject Clone(this JsonObject node) => node.DeepClone().AsObject();

    /// <summary>A copy, because a node can be in only one tree; an empty tree where there is none.</summary>
    public static JsonObject CloneOrEmpty(this JsonNode? node) => node is JsonObject tree ? tree.Clone() : [];

    public static JsonObject List(string url, IEnumerable<JsonNode> data, bool hasMore = false) =>
        new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. data]),
            ["has_more"] = hasMore,
            ["url"] = url,
        };

    /// <summary>The fields of <paramref name="before"/> that have changed: what Stripe calls previous attributes.</summary>
    public static JsonObject Difference(JsonObject before, JsonObject after) =>
        new(
            before
                .Where(field => !JsonNode.DeepEquals(field.Value, after[field.Key]))
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))
        );

    /// <summary>Metadata is merged: an empty value removes its key, and empty metadata removes all.</summary>
    public static JsonObject Merged(JsonNode? metadata, JsonNode? sent)
    {
        var merged = sent is JsonValue ? [] : metadata.CloneOrEmpty();
        foreach (var (name, value) in sent as JsonObject ?? [])
        {
            merged.Remove(name);
            if (value!.ToString().Length > 0)
            {
                merged[name] = value.ToString();
            }
        }
        return merged;
    }
}

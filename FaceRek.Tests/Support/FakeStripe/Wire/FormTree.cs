using System.Net;
using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>Stripe's form encoding, <c>items[0][price]=…</c>, as a tree whose leaves are strings.</summary>
public static class FormTree
{
    public static JsonObject Parse(string form)
    {
        var root = new JsonObject();
        foreach (var pair in form.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var halves = pair.Split('=', 2);
            Put(root, Steps(WebUtility.UrlDecode(halves[0])), WebUtility.UrlDecode(halves.ElementAtOrDefault(1) ?? ""));
        }
        return root;
    }

    /// <summary>Every leaf with its path; positions in lists are written <c>[]</c>: <c>items[].price</c>.</summary>
    public static IEnumerable<string> Paths(JsonNode? node, string prefix = "") =>
        node switch
        {
            JsonObject tree => tree.SelectMany(child =>
                Paths(child.Value, prefix.Length == 0 ? child.Key : $"{prefix}.{child.Key}")
            ),
            JsonArray list => list.SelectMany(child => Paths(child, prefix + "[]")),
            _ => [prefix],
        };

    private static string[] Steps(string name)
    {
        var steps = name.Split('[')
            .Select(
                (step, place) =>
                    place == 0 ? step
                    : step.EndsWith(']') ? step[..^1]
                    : throw RefusalException.Invalid($"Invalid parameter name: {name}")
            )
            .ToArray();
        return steps[0].Length > 0 ? steps : throw RefusalException.Invalid($"Invalid parameter name: {name}");
    }

    private static void Put(JsonNode at, ReadOnlySpan<string> steps, string value)
    {
        var isLast = steps.Length == 1;
        var next =
            isLast ? JsonValue.Create(value)
            : IsPosition(steps[1]) ? new JsonArray()
            : (JsonNode)new JsonObject();
        switch (at)
        {
            case JsonObject tree when isLast:
                if (!tree.TryAdd(steps[0], next))
                {
                    throw RefusalException.Invalid($"The parameter {steps[0]} was sent twice.", steps[0]);
                }
                break;
            case JsonObject tree:
                tree.TryAdd(steps[0], next);
                Put(tree[steps[0]]!, steps[1..], value);
                break;
            case JsonArray list:
                PutIn(list, steps, next, value);
                break;
            default:
                throw RefusalException.Invalid($"The parameter {steps[0]} is both a value and a hash.", steps[0]);
        }
    }

    private static void PutIn(JsonArray list, ReadOnlySpan<string> steps, JsonNode next, string value)
    {
        var place =
            steps[0].Length == 0 ? list.Count
            : IsPosition(steps[0]) ? int.Parse(steps[0], System.Globalization.CultureInfo.InvariantCulture)
            : -1;
        if (place < 0 || place > list.Count)
        {
            throw RefusalException.Invalid($"Invalid array: position '{steps[0]}' does not follow the one before.");
        }
        if (place == list.Count)
        {
            list.Add(next);
        }
        if (steps.Length > 1)
        {
            Put(list[place]!, steps[1..], value);
        }
    }

    private static bool IsPosition(string step) => step.All(char.IsAsciiDigit);
}

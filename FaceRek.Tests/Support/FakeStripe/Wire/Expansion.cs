using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>Replaces ids by their objects, as far as <c>expand[]</c> asks.</summary>
/// <param name="find">The object of an id; null where there is none.</param>
/// <param name="include">A field that is only included on request, such as an invoice's payments; null where there is
/// none of that name.</param>
public sealed class Expansion(Func<string, JsonObject?> find, Func<JsonObject, string, JsonNode?> include)
{
    private const int Deepest = 4;

    public void Apply(JsonNode answer, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var steps = path.Split('.');
            if (steps.Length > Deepest)
            {
                throw RefusalException.Invalid(
                    $"You cannot expand more than {Deepest} levels of a property: {path}",
                    "expand"
                );
            }
            Expand(answer, steps, path);
        }
    }

    private void Expand(JsonNode at, ReadOnlySpan<string> steps, string path)
    {
        if (at is JsonArray list)
        {
            foreach (var child in list)
            {
                Expand(child!, steps, path);
            }
            return;
        }
        var tree = at.AsObject();
        if (!tree.ContainsKey(steps[0]))
        {
            tree[steps[0]] = include(tree, steps[0]) ?? throw Unexpandable(path);
        }
        if (tree[steps[0]] is JsonValue id)
        {
            tree[steps[0]] = find(id.ToString())?.Clone() ?? throw Unexpandable(path);
        }
        else if (tree[steps[0]] is JsonArray ids)
        {
            ExpandAll(ids);
        }
        if (steps.Length > 1 && tree[steps[0]] is { } next)
        {
            Expand(next, steps[1..], path);
        }
    }

    private void ExpandAll(JsonArray ids)
    {
        for (var place = 0; place < ids.Count; place++)
        {
            if (ids[place] is JsonValue id && find(id.ToString()) is { } found)
            {
                ids[place] = found.Clone();
            }
        }
    }

    private static RefusalException Unexpandable(string path) =>
        RefusalException.Invalid($"This property cannot be expanded ({path}).", "expand");
}

using System.Text.Json.Nodes;

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>
/// One operation of the double, under its name in the contract, with every parameter it uses. A parameter that is not
/// listed is refused, never ignored.
/// </summary>
/// <param name="Path">With <c>{id}</c> for an id.</param>
/// <param name="Parameters">Paths as in <see cref="FormTree.Paths"/>, separated by spaces; <c>metadata.*</c> stands for any key.</param>
public sealed record Route(
    string Operation,
    string Method,
    string Path,
    string Parameters,
    Func<StripeRequest, JsonNode> Answer
)
{
    private readonly string[] patterns = [.. Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries), "expand[]"];

    public bool Matches(string method, string path, out string id)
    {
        id = "";
        if (method != Method)
        {
            return false;
        }
        var (mine, theirs) = (Path.Split('/'), path.Split('/'));
        if (mine.Length != theirs.Length)
        {
            return false;
        }
        for (var step = 0; step < mine.Length; step++)
        {
            if (mine[step] == "{id}" && theirs[step].Length > 0)
            {
                id = theirs[step];
            }
            else if (mine[step] != theirs[step])
            {
                return false;
            }
        }
        return true;
    }

    public string? UnknownParameter(JsonObject form) =>
        FormTree.Paths(form).FirstOrDefault(path => !patterns.Any(pattern => Fits(pattern, path)));

    private static bool Fits(string pattern, string path) =>
        pattern == path
        || (
            pattern.EndsWith(".*", StringComparison.Ordinal)
            && (path == pattern[..^2] || path.StartsWith(pattern[..^1], StringComparison.Ordinal))
        );
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FaceRek.Core.Faces.Models;

/// <summary>One value of a manifest, with the path by which a fault names it.</summary>
internal readonly record struct ManifestEntry(JsonElement Json, string Path)
{
    private const int MaxTextLength = 1000;

    public bool IsList => Json.ValueKind == JsonValueKind.Array;

    public ManifestSection AsSection() => new(Json, Path);

    public string Text(Regex? pattern = null)
    {
        if (Json.ValueKind != JsonValueKind.String || Json.GetString() is not { Length: > 0 and <= MaxTextLength } text)
        {
            throw new ModelException($"'{Path}' must be a text of at most {MaxTextLength} characters.");
        }
        return pattern is null || pattern.IsMatch(text)
            ? text
            : throw new ModelException($"'{Path}' must match {pattern}.");
    }

    public double Number(double low, double high) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetDouble(out var number) && number >= low && number <= high
            ? number
            : throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"'{Path}' must be a number from {low} to {high}.")
            );

    public int Whole(int low, int high) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) && number >= low && number <= high
            ? number
            : throw new ModelException($"'{Path}' must be a whole number from {low} to {high}.");

    public List<ManifestEntry> Items(int fewest, int most)
    {
        if (!IsList || Json.GetArrayLength() < fewest || Json.GetArrayLength() > most)
        {
            throw new ModelException(
                fewest == most
                    ? $"'{Path}' must be a list of {most}."
                    : $"'{Path}' must be a list of {fewest} to {most}."
            );
        }
        var path = Path;
        return [.. Json.EnumerateArray().Select((item, i) => new ManifestEntry(item, $"{path}[{i}]"))];
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace FaceRek.Core.Faces.Models;

/// <summary>One object of a manifest: each entry is asked for by name, and what nobody asked for is refused in the end.</summary>
internal sealed class ManifestSection
{
    private readonly Dictionary<string, JsonElement> entries;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly string path;

    public ManifestSection(JsonElement json, string path)
    {
        this.path = path;
        entries =
            json.ValueKind == JsonValueKind.Object
                ? json.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal)
                : throw new ModelException(
                    path.Length == 0 ? "The manifest must be one JSON object." : $"'{path}' must be an object."
                );
    }

    public bool Has(string name) => entries.ContainsKey(name);

    public string Text(string name, Regex? pattern = null) => Entry(name).Text(pattern);

    public string? OptionalText(string name, Regex? pattern = null) => Has(name) ? Text(name, pattern) : null;

    public double Number(string name, double low, double high) => Entry(name).Number(low, high);

    public double? OptionalNumber(string name, double low, double high) => Has(name) ? Number(name, low, high) : null;

    public int Whole(string name, int low, int high) => Entry(name).Whole(low, high);

    public ManifestSection Section(string name) => Entry(name).AsSection();

    public ManifestSection? OptionalSection(string name) => Has(name) ? Section(name) : null;

    public List<T> Items<T>(string name, int fewest, int most, Func<ManifestEntry, T> read) =>
        Entry(name).Items(fewest, most).ConvertAll(item => read(item));

    /// <summary>One number for all channels, or a list of three.</summary>
    public IReadOnlyList<float> PerChannel(string name, double low, double high)
    {
        var entry = Entry(name);
        if (entry.IsList)
        {
            return entry.Items(3, 3).ConvertAll(item => (float)item.Number(low, high));
        }
        var all = (float)entry.Number(low, high);
        return [all, all, all];
    }

    public void RefuseUnknown()
    {
        if (entries.Keys.FirstOrDefault(name => !asked.Contains(name)) is { } unknown)
        {
            throw new ModelException($"The manifest has an entry '{Full(unknown)}' that is not known here.");
        }
    }

    private ManifestEntry Entry(string name)
    {
        asked.Add(name);
        return entries.TryGetValue(name, out var json)
            ? new ManifestEntry(json, Full(name))
            : throw new ModelException($"The manifest has no '{Full(name)}'.");
    }

    private string Full(string name) => path.Length == 0 ? name : $"{path}.{name}";
}

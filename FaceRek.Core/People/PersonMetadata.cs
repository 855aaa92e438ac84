using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FaceRek.Core.People;

/// <summary>Names and texts that a connected product stores with a person. They are stored and returned; nothing here reads them.</summary>
public static partial class PersonMetadata
{
    public const int MaxEntries = 20;
    public const int MaxTextLength = 500;

    /// <summary>Length of the stored JSON, escapes included.</summary>
    public const int MaxLength = 8_000;

    /// <summary>False where there are too many entries, or a name or text is invalid.</summary>
    /// <param name="stored">Null for no entries.</param>
    public static bool TryWrite(IReadOnlyDictionary<string, string>? entries, out string? stored)
    {
        stored = null;
        if (entries is null || entries.Count == 0)
        {
            return true;
        }
        if (entries.Count > MaxEntries || !entries.All(entry => Name().IsMatch(entry.Key) && IsPlain(entry.Value)))
        {
            return false;
        }
        var json = JsonSerializer.Serialize(
            new SortedDictionary<string, string>(entries.ToDictionary(), StringComparer.Ordinal)
        );
        if (json.Length > MaxLength)
        {
            return false;
        }
        stored = json;
        return true;
    }

    public static IReadOnlyDictionary<string, string> Read(string? stored) =>
        stored is null
            ? new Dictionary<string, string>()
            : JsonSerializer.Deserialize<SortedDictionary<string, string>>(stored)!;

    private static bool IsPlain([NotNullWhen(true)] string? text) =>
        text is { Length: <= MaxTextLength }
        && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(text));

    private static bool IsPaired(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);

    [GeneratedRegex(@"\A[a-z0-9_]{1,40}\z")]
    private static partial Regex Name();
}

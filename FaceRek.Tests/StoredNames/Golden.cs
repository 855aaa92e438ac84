using System.Globalization;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.StoredNames;

/// <summary>
/// The words that a database, a browser, another system or encrypted bytes already contain, recorded once in
/// <c>*.golden.txt</c>: a header <c>## group</c>, and below it one line for each fact. No test writes these files.
/// </summary>
internal static class Golden
{
    private const string Header = "## ";
    private const string Advice =
        "A stored or sent word changed: keep the word (ToTable, HasColumnName, a table of words), "
        + "do not edit the golden file.";

    private static readonly Lazy<Dictionary<string, string[]>> Groups = new(Read);

    /// <summary>The recorded lines of a group.</summary>
    public static string[] Of(string group) => Groups.Value[group];

    /// <summary>The only line of a group that starts with a word, without the word.</summary>
    public static string Line(string group, string word) =>
        Assert.Single(Of(group), line => line.StartsWith(word, StringComparison.Ordinal))[word.Length..];

    /// <summary>Checks that today's facts are exactly the recorded ones.</summary>
    public static void Holds(string group, IEnumerable<string> facts)
    {
        string[] now = [.. facts.Select(Escaped).Order(StringComparer.Ordinal)];
        var kept = Of(group);
        if (kept.SequenceEqual(now))
        {
            return;
        }

        var gone = kept.Except(now).Select(line => $"  - {line}");
        var come = now.Except(kept).Select(line => $"  + {line}");
        var count = string.Create(
            CultureInfo.InvariantCulture,
            $"{group}: {kept.Length} lines were kept, there are {now.Length}."
        );
        Assert.Fail(string.Join('\n', [Advice, count, .. gone, .. come]));
    }

    private static string Escaped(string fact) => fact.Replace("\n", "\\n", StringComparison.Ordinal);

    private static Dictionary<string, string[]> Read()
    {
        var folder = Path.Combine(Repository.Root, "FaceRek.Tests", "StoredNames");
        var groups = new Dictionary<string, List<string>>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.golden.txt"))
        {
            List<string>? group = null;
            foreach (var line in File.ReadLines(file).Where(line => line.Length > 0))
            {
                if (line.StartsWith(Header, StringComparison.Ordinal))
                {
                    groups.Add(line[Header.Length..], group = []);
                    continue;
                }
                group!.Add(line);
            }
        }
        return groups.ToDictionary(group => group.Key, group => group.Value.ToArray());
    }
}

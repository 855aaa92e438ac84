using System.Globalization;
using System.Text.Json;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>
/// Which test classes reach which places, how long a class takes, and what fails without a mutation. Made in parts,
/// each saved when it is complete. Code that runs outside a test counts for all classes running at that time: too many
/// rather than too few.
/// </summary>
internal sealed class ReachMap
{
    private const int Piece = 20;

    /// <summary>Written when the map is complete: the file of each place.</summary>
    private const string FilesName = "files.txt";

    private readonly Dictionary<string, ClassReach> classes = [];

    public IReadOnlyDictionary<string, ClassReach> Classes => classes;

    /// <summary>Tests that fail without a mutation are not run.</summary>
    public IEnumerable<string> Failing => classes.Values.SelectMany(one => one.Failing);

    public IEnumerable<string> Reaching(IReadOnlySet<int> places) =>
        classes.Where(one => one.Value.Places.Any(places.Contains)).Select(one => one.Key);

    public static async Task<ReachMap> MakeAsync(
        string tree,
        IEnumerable<string> filesOfPlaces,
        DirectoryInfo folder,
        bool withBrowser,
        Action<string> say,
        CancellationToken cancellationToken
    )
    {
        var map = new ReachMap();
        var binary = Path.Combine(tree, "FaceRek.Tests/bin/Release/net10.0/FaceRek.Tests.dll");
        var names = (
            await MutantTree.ToldAsync(
                "dotnet",
                [binary, "-list", "classes", "-noLogo", "-noColor"],
                tree,
                cancellationToken
            )
        )
            .Told.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("FaceRek.Tests.", StringComparison.Ordinal))
            .ToLookup(IsBrowser);
        var pieces = names[false]
            .Order(StringComparer.Ordinal)
            .Chunk(Piece)
            .Concat(withBrowser ? names[true].Order(StringComparer.Ordinal).Chunk(Piece) : [])
            .ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var file = Path.Combine(folder.CreateSubdirectory("map").FullName, $"{pieces[i][0]}.json");
            if (!File.Exists(file))
            {
                say($"Finding out what the tests reach: {i + 1} of {pieces.Count}");
                var made = JsonSerializer.Serialize(await ReachAsync(tree, pieces[i], folder, cancellationToken));
                await File.WriteAllTextAsync($"{file}.part", made, cancellationToken);
                File.Move($"{file}.part", file, overwrite: true);
            }
            foreach (
                var (name, reach) in JsonSerializer.Deserialize<Dictionary<string, ClassReach>>(
                    await File.ReadAllTextAsync(file, cancellationToken)
                )!
            )
            {
                map.classes[name] = reach;
            }
        }
        await File.WriteAllLinesAsync(
            Path.Combine(folder.FullName, "map", FilesName),
            filesOfPlaces,
            cancellationToken
        );
        return map;
    }

    /// <summary>
    /// The tests that reached a file at the last measurement, the quickest first, and the folder of that time; null
    /// where there is none.
    /// </summary>
    public static (DirectoryInfo Folder, IReadOnlyList<(string Name, double Seconds)> Tests)? LastOf(
        DirectoryInfo state,
        string path
    )
    {
        if (
            !state.Exists
            || state.EnumerateFiles(FilesName, SearchOption.AllDirectories).MaxBy(file => file.LastWriteTimeUtc)
                is not { } last
        )
        {
            return null;
        }
        var places = File.ReadLines(last.FullName)
            .Index()
            .Where(one => one.Item == path)
            .Select(one => one.Index)
            .ToHashSet();
        var tests = last.Directory!.EnumerateFiles("*.json")
            .SelectMany(piece =>
                JsonSerializer.Deserialize<Dictionary<string, ClassReach>>(File.ReadAllText(piece.FullName))!
            )
            .Where(one => one.Value.Places.Any(places.Contains))
            .Select(one => (one.Key, one.Value.Seconds))
            .OrderBy(one => one.Seconds)
            .ToList();
        return (last.Directory.Parent!, tests);
    }

    public static bool IsBrowser(string name) => name.StartsWith("FaceRek.Tests.Browser.", StringComparison.Ordinal);

    private static async Task<Dictionary<string, ClassReach>> ReachAsync(
        string tree,
        string[] names,
        DirectoryInfo folder,
        CancellationToken cancellationToken
    )
    {
        var hits = folder.CreateSubdirectory("hits");
        hits.Delete(recursive: true);
        hits.Create();
        var run = await TestRun.StartAsync(
            tree,
            names.SelectMany(name => new[] { "-class", name }),
            [(Runtime.Hits, hits.FullName)],
            TimeSpan.FromHours(1),
            cancellationToken
        );
        var places = names.ToDictionary(name => name, _ => new HashSet<int>());
        foreach (var line in hits.EnumerateFiles("*.hits").SelectMany(file => File.ReadLines(file.FullName)))
        {
            if (
                line.Split('\t') is not [var number, var who]
                || !int.TryParse(number, CultureInfo.InvariantCulture, out var place)
            )
            {
                continue;
            }
            if (places.TryGetValue(who, out var known))
            {
                known.Add(place);
            }
            else if (long.TryParse(who, CultureInfo.InvariantCulture, out var second))
            {
                foreach (var (name, from, to) in run.Windows)
                {
                    if (
                        from.ToUnixTimeSeconds() - 1 <= second
                        && second <= to.ToUnixTimeSeconds() + 1
                        && places.TryGetValue(name, out var during)
                    )
                    {
                        during.Add(place);
                    }
                }
            }
        }
        hits.Delete(recursive: true);
        return names.ToDictionary(
            name => name,
            name => new ClassReach(
                run.Windows.Where(window => window.Class == name)
                    .Select(window => (window.To - window.From).TotalSeconds)
                    .FirstOrDefault(),
                [.. places[name].Order()],
                [
                    .. run
                        .Failures.Where(failure => failure.Class == name)
                        .Select(failure => $"{name}.{failure.Method}")
                        .Distinct(),
                ]
            )
        );
    }

    internal sealed record ClassReach(double Seconds, int[] Places, string[] Failing);
}

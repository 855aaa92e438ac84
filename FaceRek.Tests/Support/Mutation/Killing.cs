using System.Diagnostics;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>Runs the tests that reach a mutation, the likeliest first, until one fails.</summary>
/// <param name="budget">Maximum seconds of the classes for one mutation, as measured for the map; null for all of them.</param>
/// <param name="killers">By the id of a mutation, the test class that noticed it in an earlier run: it runs first.</param>
internal sealed class Killing(
    string tree,
    ReachMap map,
    IReadOnlyDictionary<int, string> sources,
    ILookup<string, int> placesOfFile,
    double? budget,
    IReadOnlyDictionary<string, string> killers
)
{
    /// <summary>How many seconds of tests run in one start: few starts, and no long wait for a failure.</summary>
    private const double FirstPiece = 20,
        LaterPiece = 90;

    /// <summary>The sources of the tests by class name: a test that mentions something is likely to notice its mutation.</summary>
    private readonly Dictionary<string, string> texts = Directory
        .EnumerateFiles(Path.Combine(tree, "FaceRek.Tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
        .GroupBy(file => Path.GetFileNameWithoutExtension(file))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));

    private readonly string[] failing = [.. map.Failing.SelectMany(test => new[] { "-method-", test })];

    public async Task<Verdict> TryAsync(Mutant mutant, Place place, int number, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var reaching = map.Reaching(PlacesOf(mutant, place))
            .OrderBy(name => Distance(name, mutant))
            .ThenBy(name => map.Classes[name].Seconds)
            .ToList();
        var (asked, spent) = (0, 0.0);
        foreach (var piece in Pieces(reaching, mutant))
        {
            if (spent > 0 && spent + piece.Sum(name => map.Classes[name].Seconds) > (budget ?? double.PositiveInfinity))
            {
                break;
            }
            var run = await RunAsync(piece, number, cancellationToken);
            if (!run.IsGreen && await HoldsAsync(run, piece, number, cancellationToken))
            {
                return new Verdict(
                    mutant.Id,
                    true,
                    run.Killer,
                    run.Failures.Count > 0 ? run.Failures[0].Class : null,
                    asked + piece.Count,
                    reaching.Count,
                    watch.Elapsed.TotalSeconds
                );
            }
            asked += piece.Count;
            spent += piece.Sum(name => map.Classes[name].Seconds);
        }
        return new Verdict(mutant.Id, false, null, null, asked, reaching.Count, watch.Elapsed.TotalSeconds);
    }

    private Task<TestRun> RunAsync(IReadOnlyList<string> classes, int number, CancellationToken cancellationToken) =>
        TestRun.StartAsync(
            tree,
            [.. classes.SelectMany(name => new[] { "-class", name }), .. failing, "-stopOnFail"],
            [(Runtime.Mutant, $"{number}")],
            LimitOf(classes),
            cancellationToken
        );

    /// <summary>Generous, because the machine may be busy.</summary>
    private TimeSpan LimitOf(IReadOnlyList<string> classes) =>
        TimeSpan.FromSeconds(90 + (6 * classes.Sum(name => map.Classes[name].Seconds)));

    /// <summary>A failure that load could have caused must happen again with the mutation, and not without.</summary>
    private async Task<bool> HoldsAsync(
        TestRun run,
        IReadOnlyList<string> classes,
        int number,
        CancellationToken cancellationToken
    )
    {
        if (run.Failures.Count > 0 && !run.Failures[0].SmellsOfLoad)
        {
            return true;
        }
        if (run.Failures.Count > 0 && run.Failures[0] is { Class.Length: > 0, Method.Length: > 0 } failure)
        {
            string[] one = ["-method", $"{failure.Class}.{failure.Method}"];
            var limit = LimitOf([failure.Class]);
            return !(
                    await TestRun.StartAsync(tree, one, [(Runtime.Mutant, $"{number}")], limit, cancellationToken)
                ).IsGreen && (await TestRun.StartAsync(tree, one, [], limit, cancellationToken)).IsGreen;
        }
        return (await RunAsync(classes, -1, cancellationToken)).IsGreen;
    }

    /// <summary>An initialiser runs once, in the first test that needs it: it counts for all files that name it.</summary>
    private HashSet<int> PlacesOf(Mutant mutant, Place place)
    {
        if (!place.IsInitialiser)
        {
            return [place.Number];
        }
        var name = mutant.Member.Split('.')[^1];
        return
        [
            .. sources
                .Where(source => source.Value.Contains(name, StringComparison.Ordinal))
                .Select(source => source.Key),
            .. placesOfFile[mutant.File],
        ];
    }

    /// <summary>
    /// -1 for the class that noticed it before, 0 for the tests of the file by their name, then tests whose source
    /// names type or member, its folder, its area, any other, and the browser.
    /// </summary>
    private int Distance(string test, Mutant mutant)
    {
        var (name, parts) = (test.Split('.')[^1], mutant.File.Split('/'));
        if (killers.GetValueOrDefault(mutant.Id) == test)
        {
            return -1;
        }
        var folder = string.Join('.', parts[..^1]).Replace("FaceRek.", "FaceRek.Tests.", StringComparison.Ordinal);
        return ReachMap.IsBrowser(test) ? 5
            : name.StartsWith(Path.GetFileNameWithoutExtension(mutant.File), StringComparison.Ordinal) ? 0
            : texts.TryGetValue(name, out var text)
            && Names(mutant).Any(word => text.Contains(word, StringComparison.Ordinal))
                ? 1
            : test.StartsWith(folder + ".", StringComparison.Ordinal) ? 2
            : test.Contains($".{parts[1]}.", StringComparison.Ordinal) ? 3
            : 4;
    }

    /// <summary>Type and member, without the parts that calls omit.</summary>
    private static IEnumerable<string> Names(Mutant mutant) =>
        mutant
            .Member.Split('.')
            .Select(name => name.EndsWith("Async", StringComparison.Ordinal) ? name[..^5] : name)
            .Where(name => name.Length > 6);

    private IEnumerable<List<string>> Pieces(IReadOnlyList<string> classes, Mutant mutant)
    {
        var (piece, seconds, most) = (new List<string>(), 0.0, FirstPiece);
        foreach (var name in classes)
        {
            var one = map.Classes[name].Seconds;
            if (
                piece.Count > 0
                && (seconds + one > most || Distance(name, mutant) != Distance(piece[^1], mutant) && seconds > most / 4)
            )
            {
                yield return piece;
                (piece, seconds, most) = ([], 0, LaterPiece);
            }
            piece.Add(name);
            seconds += one;
        }
        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    /// <param name="By">The test, or what else happened.</param>
    /// <param name="Class">The class of that test.</param>
    /// <param name="Asked">Classes that were run.</param>
    /// <param name="Reaching">Classes that reach it.</param>
    internal sealed record Verdict(
        string Id,
        bool IsKilled,
        string? By,
        string? Class,
        int Asked,
        int Reaching,
        double Seconds
    );
}

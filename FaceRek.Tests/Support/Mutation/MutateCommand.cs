using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FaceRek.Tests.Support.Mutation;

/// <summary><c>bin/mutate</c>: draws mutations of the product, and reports which of them the tests notice.</summary>
internal static class MutateCommand
{
    public const string Name = "mutate";

    /// <summary>The default folders of a draw: where a wrong line costs money, hours or privacy.</summary>
    private static readonly string[] Usual =
    [
        "FaceRek.Core/Attendance",
        "FaceRek.Core/Billing",
        "FaceRek.Core/Faces/Matching",
        "FaceRek.Core/Faces/Liveness",
        "FaceRek.Core/Faces/Imaging",
        "FaceRek.Core/People",
        "FaceRek.Core/ApiAccess",
        "FaceRek.Core/Storage",
        "FaceRek.Web/Api",
    ];

    private const string Usage = """
        bin/mutate [--seed N] [--count N] [--folder F]... [OPTION...]: draws small changes of the product and tells which of them the tests notice.
          --seed N          what is drawn (1); the same on the same commit, and fewer are the beginning of more
          --count N         how many (100)
          --folder F        where from; again for more than one
          --budget S        seconds of test classes for one change, 0 for all that reach it (300)
          --at-once N       how many changes are tried at the same time (2)
          --without-browser leaves the tests in a browser out
          --tree F          another checkout than this one
          --state F         where the copy and the results so far are kept (TestResults/mutation)
          --keep            keeps the built copy once all is done
          --list            only tells what is drawn
          --tests-of FILE   only tells which test classes reached a file when that was last found out
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["--help"])
        {
            Console.WriteLine(Usage);
            return 0;
        }
        if (Settings.Read(arguments) is not { } settings)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        using var stop = new CancellationTokenSource();
        void Stop(object? sender, ConsoleCancelEventArgs pressed) =>
            (pressed.Cancel, _) = (true, Task.Run(stop.Cancel));
        Console.CancelKeyPress += Stop;
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            context =>
            {
                context.Cancel = true;
                stop.Cancel();
            }
        );
        try
        {
            return await WorkAsync(settings, stop.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped; the same command goes on from here.");
            return 130;
        }
    }

    private static async Task<int> WorkAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (settings.TestsOf is { } path)
        {
            return TellTestsOf(path, new DirectoryInfo(settings.State));
        }
        var product = new Product(settings.Tree);
        var known = Equivalents.Read();
        var drawn = Mutant.Draw(product.Mutants(settings.Folders), settings.Seed);
        Console.WriteLine(
            $"{drawn.Count} changes are possible in {string.Join(", ", settings.Folders)}; seed {settings.Seed}"
        );
        var chosen = Possible(product, drawn, settings.Count);
        if (settings.ListOnly)
        {
            foreach (var mutant in chosen)
            {
                Console.WriteLine(Line(mutant));
            }
            return 0;
        }
        var folder = new DirectoryInfo(settings.State).CreateSubdirectory(Key(product, settings.Tree));
        var tree = new MutantTree(settings.Tree, folder);
        await tree.CopyAsync(cancellationToken);
        while (!tree.IsBuiltWith(chosen))
        {
            Console.WriteLine($"Building with {chosen.Count} changes");
            var bad = await tree.BuildAsync(product.Switched(chosen), chosen, cancellationToken);
            if (bad.Count == 0)
            {
                continue;
            }
            foreach (var mutant in bad)
            {
                Console.WriteLine($"Does not compile, and another is drawn: {Line(mutant)}");
            }
            drawn.RemoveAll(bad.Contains);
            chosen = Possible(product, drawn, settings.Count);
        }
        var map = await ReachMap.MakeAsync(
            tree.Path,
            product.Places.Select(place => place.Node.SyntaxTree.FilePath),
            folder,
            settings.WithBrowser,
            Console.WriteLine,
            cancellationToken
        );
        foreach (var test in map.Failing)
        {
            Console.WriteLine($"Fails without any change, and is not asked: {test}");
        }
        await JudgeAsync(settings, product, tree, map, chosen, known, folder, cancellationToken);
        if (!settings.Keep)
        {
            Directory.Delete(Path.Combine(folder.FullName, "tree"), recursive: true);
            File.Delete(Path.Combine(folder.FullName, "built.txt"));
        }
        return 0;
    }

    private static int TellTestsOf(string path, DirectoryInfo state)
    {
        if (ReachMap.LastOf(state, path) is not { } last)
        {
            Console.Error.WriteLine("Nobody has found out yet what the tests reach: bin/mutate --count 1 does.");
            return 1;
        }
        Console.WriteLine($"As found out on {last.Folder.CreationTimeUtc:yyyy-MM-dd} for the sources of that day:");
        foreach (var (name, seconds) in last.Tests)
        {
            Console.WriteLine($"{name} ({seconds:0.0} s)");
        }
        return 0;
    }

    private static async Task JudgeAsync(
        Settings settings,
        Product product,
        MutantTree tree,
        ReachMap map,
        List<Mutant> chosen,
        IReadOnlyDictionary<(string, string, string, string), string> known,
        DirectoryInfo folder,
        CancellationToken cancellationToken
    )
    {
        var texts = product.Files.ToDictionary(
            source => source.FilePath,
            source => source.GetText(cancellationToken).ToString()
        );
        var killing = new Killing(
            tree.Path,
            map,
            product.Places.ToDictionary(place => place.Number, place => texts[place.Node.SyntaxTree.FilePath]),
            product.Places.ToLookup(place => place.Node.SyntaxTree.FilePath, place => place.Number),
            settings.Budget,
            KillersSoFar(new DirectoryInfo(settings.State))
        );
        var file = Path.Combine(
            folder.FullName,
            $"verdicts{(settings.WithBrowser ? "" : "-without-browser")}-{settings.Budget:0}.jsonl"
        );
        var verdicts = File.Exists(file)
            ? (await File.ReadAllLinesAsync(file, cancellationToken))
                .Select(line => JsonSerializer.Deserialize<Killing.Verdict>(line)!)
                .ToDictionary(one => one.Id)
            : [];
        var judged = new Killing.Verdict?[chosen.Count];
        var told = 0;
        var gate = new Lock();
        await Parallel.ForEachAsync(
            chosen.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = settings.AtOnce, CancellationToken = cancellationToken },
            async (one, stop) =>
            {
                var (number, mutant) = one;
                var verdict = known.ReasonOf(mutant) is not null
                    ? Unasked
                    : verdicts.GetValueOrDefault(mutant.Id)
                        ?? await killing.TryAsync(mutant, product.Places[mutant.Place], number, stop);
                lock (gate)
                {
                    if (verdict != Unasked && !verdicts.ContainsKey(mutant.Id))
                    {
                        File.AppendAllText(file, JsonSerializer.Serialize(verdict) + "\n");
                    }
                    judged[number] = verdict;
                    // In the order of the draw, whichever ends first.
                    for (; told < judged.Length && judged[told] is { } next; told++)
                    {
                        Console.WriteLine(
                            $"{told + 1, 4} {Line(chosen[told])}\n       {(next == Unasked ? $"equivalent: {known.ReasonOf(chosen[told])}" : Told(next))}"
                        );
                    }
                }
            }
        );
        var (killed, equivalent) = (judged.Count(one => one!.IsKilled), judged.Count(one => one == Unasked));
        var survived = judged.Length - killed - equivalent;
        Console.WriteLine(
            $"\nSeed {settings.Seed}: {killed} of {killed + survived} killed, {survived} survived, {equivalent} equivalent and not counted: {100.0 * killed / Math.Max(1, killed + survived):0.0} %"
        );
        if (settings.Budget is { } budget)
        {
            Console.WriteLine(
                $"For each change at most {budget:0} s of the test classes that reach it were run, those nearest to it first{(settings.WithBrowser ? "" : ", and none in a browser")}."
            );
        }
    }

    private static readonly Killing.Verdict Unasked = new("", false, null, null, 0, 0, 0);

    /// <summary>Which class noticed which mutation in all earlier runs.</summary>
    private static Dictionary<string, string> KillersSoFar(DirectoryInfo state) =>
        state
            .EnumerateFiles("verdicts*.jsonl", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadLines(file.FullName))
            .Select(line => JsonSerializer.Deserialize<Killing.Verdict>(line)!)
            .Where(verdict => verdict.Class is { Length: > 0 })
            .GroupBy(verdict => verdict.Id)
            .ToDictionary(group => group.Key, group => group.Last().Class!);

    private static string Told(Killing.Verdict verdict) =>
        verdict switch
        {
            { IsKilled: true } => $"killed by {verdict.By} ({verdict.Seconds:0} s)",
            { Reaching: 0 } => "SURVIVED: no test reaches it",
            _ =>
                $"SURVIVED {verdict.Asked} of the {verdict.Reaching} test classes that reach it ({verdict.Seconds:0} s)",
        };

    private static string Line(Mutant mutant) =>
        $"{mutant.Id} {mutant.File}:{mutant.Line} {mutant.Member} [{mutant.Kind}] {Short(mutant.From)}  ->  {Short(mutant.To)}";

    private static string Short(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The first ones that compile.</summary>
    private static List<Mutant> Possible(Product product, List<Mutant> drawn, int count)
    {
        for (var ask = count; ; ask += count)
        {
            var asked = drawn.Take(ask).ToList();
            var bad = product.Impossible(asked);
            if (asked.Count - bad.Count >= count || asked.Count == drawn.Count)
            {
                return [.. asked.Where(mutant => !bad.Contains(mutant)).Take(count)];
            }
        }
    }

    /// <summary>Hash of the sources of product and tests: results of other sources do not apply.</summary>
    private static string Key(Product product, string tree)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in product.Files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(source.ToString()));
        }
        foreach (
            var file in Directory
                .EnumerateFiles(Path.Combine(tree, "FaceRek.Tests"), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains("/obj/", StringComparison.Ordinal)
                    && !file.Contains("/Support/Mutation/", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
        )
        {
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private sealed record Settings(
        int Seed,
        int Count,
        string[] Folders,
        double? Budget,
        int AtOnce,
        bool WithBrowser,
        string Tree,
        string State,
        bool Keep,
        bool ListOnly,
        string? TestsOf
    )
    {
        public static Settings? Read(string[] arguments)
        {
            var (seed, count, folders, budget, atOnce, browser, tree, state, keep, list, testsOf) = (
                1,
                100,
                new List<string>(),
                300.0,
                2,
                true,
                Repository.Root,
                (string?)null,
                false,
                false,
                (string?)null
            );
            for (var i = 0; i < arguments.Length; i++)
            {
                var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
                switch (arguments[i])
                {
                    case "--without-browser":
                        browser = false;
                        continue;
                    case "--keep":
                        keep = true;
                        continue;
                    case "--list":
                        list = true;
                        continue;
                    case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out seed):
                        break;
                    case "--count" when int.TryParse(value, CultureInfo.InvariantCulture, out count) && count > 0:
                        break;
                    case "--budget"
                        when double.TryParse(value, CultureInfo.InvariantCulture, out budget) && budget >= 0:
                        break;
                    case "--at-once" when int.TryParse(value, CultureInfo.InvariantCulture, out atOnce) && atOnce > 0:
                        break;
                    case "--folder" when value.Length > 0:
                        folders.Add(value);
                        break;
                    case "--tree" when Directory.Exists(value):
                        tree = Path.GetFullPath(value);
                        break;
                    case "--state" when value.Length > 0:
                        state = Path.GetFullPath(value);
                        break;
                    case "--tests-of" when value.Length > 0:
                        testsOf = value;
                        break;
                    default:
                        return null;
                }
                i++;
            }
            return new Settings(
                seed,
                count,
                folders.Count > 0 ? [.. folders] : Usual,
                budget == 0 ? null : budget,
                atOnce,
                browser,
                tree,
                state ?? Path.Combine(tree, "TestResults", "mutation"),
                keep,
                list,
                testsOf
            );
        }
    }
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>The C# of Core and Web as compiled, without generated code.</summary>
internal sealed class Product
{
    private static readonly string[] Usings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json",
        "Microsoft.AspNetCore.Builder",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration",
        "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting",
        "Microsoft.Extensions.Logging",
    ];

    /// <summary>Code that cannot be wrong in a way that matters: generated, for demonstration, or benchmarks.</summary>
    private static readonly string[] Never =
    [
        "/Migrations/",
        "/obj/",
        "/bin/",
        "/Demo/",
        "/Commands/Bench",
        "/Benchmarks/",
        "Examples.cs",
        "/ExampleValues.cs",
        "/Drawn",
        "/SoftCanvas",
    ];

    private readonly CSharpCompilation core,
        web;
    private readonly CompilationReference toCore;
    private HashSet<string>? errors;

    public Product(string root)
    {
        var theirs = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("FaceRek.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))
            .ToList();
        core = Compilation(root, "FaceRek.Core", Usings, theirs);
        toCore = core.ToMetadataReference();
        web = Compilation(root, "FaceRek.Web", [.. Usings, .. WebUsings], [.. theirs, toCore]);
        Files = [.. Trees(core).Concat(Trees(web)).OrderBy(tree => tree.FilePath, StringComparer.Ordinal)];
        var places = new List<Place>();
        foreach (var tree in Files)
        {
            places.AddRange(Place.In(tree.GetRoot(), places.Count));
        }
        Places = places;
    }

    public IReadOnlyList<SyntaxTree> Files { get; }

    public IReadOnlyList<Place> Places { get; }

    public SemanticModel ModelOf(SyntaxTree tree) => Of(tree).GetSemanticModel(tree);

    public IEnumerable<Place> PlacesOf(SyntaxTree tree) => Places.Where(place => place.Node.SyntaxTree == tree);

    /// <summary>Every mutation of the folders, in no particular order.</summary>
    public List<Mutant> Mutants(IReadOnlyList<string> folders)
    {
        var all =
            from tree in Files
            where
                folders.Any(folder =>
                    tree.FilePath.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal)
                    || tree.FilePath == folder
                )
            let mutators = new Mutators(tree.FilePath, ModelOf(tree))
            from place in PlacesOf(tree)
            from mutant in mutators.Of(place)
            select mutant;
        return WithoutStuck([.. all]);
    }

    public Dictionary<string, SwitchedSource> Switched(IReadOnlyList<Mutant> mutants)
    {
        var (byPlace, numbered) = (
            mutants.ToLookup(mutant => mutant.Place),
            mutants.Index().ToDictionary(one => one.Item, one => one.Index)
        );
        return Files.ToDictionary(
            tree => tree.FilePath,
            tree => new SwitchedSource(tree.GetRoot(), [.. PlacesOf(tree)], byPlace, numbered)
        );
    }

    /// <summary>Mutations that do not compile, found without building; a build decides finally.</summary>
    public IReadOnlySet<Mutant> Impossible(IReadOnlyList<Mutant> mutants)
    {
        errors ??= [.. Errors(core).Concat(Errors(web)).Select(Said)];
        var files = mutants.Select(mutant => mutant.File).ToHashSet();
        var switched = Switched(mutants).Where(source => files.Contains(source.Key)).ToDictionary();
        var newCore = Replace(core.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Runtime.Switch, Options)), switched);
        var newWeb = Replace(web.ReplaceReference(toCore, newCore.ToMetadataReference()), switched);
        var fresh = Errors(newCore)
            .Concat(Errors(newWeb))
            .Where(error => error.Location.SourceTree is { FilePath.Length: > 0 } && !errors.Contains(Said(error)));
        return fresh
            .SelectMany(error =>
                Blamed(
                    error.Location.SourceTree!.FilePath,
                    error.Location.SourceTree.GetText(),
                    error.Location.SourceSpan.Start,
                    switched,
                    mutants
                )
            )
            .ToHashSet();
    }

    /// <summary>The mutation that contains an error, or else those of the constants it names, which must stay constants.</summary>
    public static IEnumerable<Mutant> Blamed(
        string file,
        SourceText text,
        int position,
        IReadOnlyDictionary<string, SwitchedSource> switched,
        IReadOnlyList<Mutant> mutants
    )
    {
        if (switched.GetValueOrDefault(file)?.At(position) is { } inside)
        {
            return [inside];
        }
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return mutants.Where(mutant => mutant.IsOfConstant && Names(line, mutant));
    }

    /// <summary>
    /// Without constants that must stay constants in every draw, because other constants, patterns, attributes or
    /// defaults use them.
    /// </summary>
    private List<Mutant> WithoutStuck(List<Mutant> all)
    {
        var initialisers = Places
            .Where(place => place.Constant is not null)
            .Select(place => place.Node.ToString())
            .ToList();
        var stuck = all.Where(mutant => mutant.IsOfConstant && initialisers.Exists(text => Names(text, mutant)))
            .Select(mutant => mutant.Place)
            .ToHashSet();
        while (true)
        {
            var bad = Impossible([
                .. all.Where(mutant => mutant.IsOfConstant && !stuck.Contains(mutant.Place))
                    .DistinctBy(mutant => mutant.Place),
            ]);
            if (bad.Count == 0)
            {
                return [.. all.Where(mutant => !stuck.Contains(mutant.Place))];
            }
            stuck.UnionWith(bad.Select(mutant => mutant.Place));
        }
    }

    private static bool Names(string text, Mutant constant) =>
        Regex.IsMatch(text, $@"\b{Regex.Escape(constant.Member.Split('.')[^1])}\b");

    private static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static string Said(Diagnostic error) => $"{error.Location.SourceTree?.FilePath} {error.GetMessage(null)}";

    private static CSharpCompilation Replace(
        CSharpCompilation compilation,
        Dictionary<string, SwitchedSource> switched
    ) =>
        compilation
            .SyntaxTrees.Where(tree => switched.ContainsKey(tree.FilePath))
            .Aggregate(
                compilation,
                (all, tree) =>
                    all.ReplaceSyntaxTree(
                        tree,
                        CSharpSyntaxTree.ParseText(switched[tree.FilePath].Text, Options, tree.FilePath)
                    )
            );

    private CSharpCompilation Of(SyntaxTree tree) => core.ContainsSyntaxTree(tree) ? core : web;

    private static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview);

    private static IEnumerable<SyntaxTree> Trees(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Where(tree =>
            tree.FilePath.Length > 0 && !Never.Any(part => tree.FilePath.Contains(part, StringComparison.Ordinal))
        );

    private static CSharpCompilation Compilation(
        string root,
        string project,
        string[] usings,
        IReadOnlyList<MetadataReference> references
    )
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);
        var trees = files.Select(file =>
            CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(root, file)), Options, file)
        );
        var global = CSharpSyntaxTree.ParseText(
            string.Concat(usings.Select(name => $"global using global::{name};\n")),
            Options
        );
        return CSharpCompilation.Create(
            project,
            trees.Append(global),
            references,
            new(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: true
            )
        );
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>The C# of Core and Web as a compiler sees it, without what is generated.</summary>
internal sealed class Product
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>Nothing in these can be wrong in a way that matters: generated, for show, or measuring.</summary>
    private static readonly string[] Never = ["/Migrations/", "/obj/", "/bin/", "/Demo/", "/Commands/Bench", "/Benchmarks/", "/ApiExamples", "/Drawn", "/SoftCanvas"];

    private readonly CSharpCompilation core, web;
    private readonly CompilationReference toCore;

    public Product(string root)
    {
        var theirs = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("FaceRek.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)).ToList();
        core = Compilation(root, "FaceRek.Core", Usings, theirs);
        toCore = core.ToMetadataReference();
        web = Compilation(root, "FaceRek.Web", [.. Usings, .. WebUsings], [.. theirs, toCore]);
        Files = [.. Trees(core).Concat(Trees(web)).OrderBy(tree => tree.FilePath, StringComparer.Ordinal)];
        var places = new List<Place>();
        foreach (var tree in Files) { places.AddRange(Place.In(tree.GetRoot(), places.Count)); }
        Places = places;
    }

    public IReadOnlyList<SyntaxTree> Files { get; }

    public IReadOnlyList<Place> Places { get; }

    public IEnumerable<Place> PlacesOf(SyntaxTree tree) => Places.Where(place => place.Node.SyntaxTree == tree);

    /// <summary>Every change of the folders, in no particular order.</summary>
    public IEnumerable<Mutant> Mutants(IReadOnlyList<string> folders) =>
        from tree in Files
        where folders.Any(folder => tree.FilePath.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal) || tree.FilePath == folder)
        let mutators = new Mutators(tree.FilePath, Of(tree).GetSemanticModel(tree))
        from place in PlacesOf(tree)
        from mutant in mutators.Of(place)
        select mutant;

    /// <summary>Changes that would not compile, found without building; a build has the last word.</summary>
    public IReadOnlySet<Mutant> Impossible(IReadOnlyDictionary<string, SwitchedSource> switched)
    {
        var bad = new HashSet<Mutant>();
        var runtime = CSharpSyntaxTree.ParseText(Runtime.Switch, Options);
        var newCore = Replace(core.AddSyntaxTrees(runtime), switched);
        Check(core, newCore, switched, bad);
        Check(web, Replace(web.ReplaceReference(toCore, newCore.ToMetadataReference()), switched), switched, bad);
        return bad;
    }

    private static void Check(CSharpCompilation before, CSharpCompilation after, IReadOnlyDictionary<string, SwitchedSource> switched, HashSet<Mutant> bad)
    {
        var trees = after.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).ToDictionary(tree => tree.FilePath);
        foreach (var old in before.SyntaxTrees.Where(tree => switched.ContainsKey(tree.FilePath)))
        {
            var known = Errors(before, old).Select(error => error.GetMessage(null)).ToHashSet();
            foreach (var error in Errors(after, trees[old.FilePath]))
            {
                if (switched[old.FilePath].At(error.Location.SourceSpan.Start) is { } mutant && !known.Contains(error.GetMessage(null))) { _ = bad.Add(mutant); }
            }
        }
    }

    private static ImmutableArray<Diagnostic> Errors(CSharpCompilation compilation, SyntaxTree tree) =>
        [.. compilation.GetSemanticModel(tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private static CSharpCompilation Replace(CSharpCompilation compilation, IReadOnlyDictionary<string, SwitchedSource> switched) =>
        compilation.SyntaxTrees.Where(tree => switched.ContainsKey(tree.FilePath))
            .Aggregate(compilation, (all, tree) => all.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(switched[tree.FilePath].Text, Options, tree.FilePath)));

    private CSharpCompilation Of(SyntaxTree tree) => core.ContainsSyntaxTree(tree) ? core : web;

    private static CSharpParseOptions Options { get; } = new(LanguageVersion.Preview);

    private static IEnumerable<SyntaxTree> Trees(CSharpCompilation compilation) => compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0 && !Never.Any(part => tree.FilePath.Contains(part, StringComparison.Ordinal)));

    private static CSharpCompilation Compilation(string root, string project, string[] usings, IReadOnlyList<MetadataReference> references)
    {
        var files = Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(root, file)), Options, file));
        var global = CSharpSyntaxTree.ParseText(string.Concat(usings.Select(name => $"global using global::{name};\n")), Options);
        return CSharpCompilation.Create(project, trees.Append(global), references, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
    }
}

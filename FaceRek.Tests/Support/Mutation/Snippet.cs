using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>A few lines of C# as a file of the product.</summary>
internal sealed class Snippet
{
    private const string File = "FaceRek.Core/Snippet.cs";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxTree tree;

    public Snippet(string members)
    {
        tree = CSharpSyntaxTree.ParseText(
            $$"""
            using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
            namespace FaceRek.Snippets;
            public enum Colour { Red, Green, Blue }
            public class Thing
            {
            {{members}}
            }
            """,
            path: File
        );
        Places = [.. Place.In(tree.GetRoot(), 0)];
        var mutators = new Mutators(File, Compile(tree).GetSemanticModel(tree));
        Mutants = [.. Places.SelectMany(mutators.Of)];
    }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>As "from -> to".</summary>
    public IEnumerable<string> Changes => Mutants.Select(mutant => $"{mutant.From} -> {mutant.To}");

    public SwitchedSource Switched() =>
        new(
            tree.GetRoot(),
            Places,
            Mutants.ToLookup(mutant => mutant.Place),
            Mutants.Index().ToDictionary(one => one.Item, one => one.Index)
        );

    /// <returns>The compiler errors of the file, each with its mutation.</returns>
    public static IEnumerable<(Mutant? In, string Error)> Errors(SwitchedSource switched)
    {
        var changed = CSharpSyntaxTree.ParseText(switched.Text, path: File);
        return Compile(changed, CSharpSyntaxTree.ParseText(Runtime.Switch))
            .GetDiagnostics()
            .Where(told => told.Severity == DiagnosticSeverity.Error)
            .Select(told => (switched.At(told.Location.SourceSpan.Start), told.ToString()));
    }

    private static CSharpCompilation Compile(params SyntaxTree[] trees) =>
        CSharpCompilation.Create(
            "Snippet",
            trees,
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
}

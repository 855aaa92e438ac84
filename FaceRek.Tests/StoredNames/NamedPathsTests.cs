using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.StoredNames;

/// <summary>
/// A rule about a renamed folder checks nothing and passes. So each folder and file that a rule, a script or a test
/// names must exist and not be empty.
/// </summary>
public sealed partial class NamedPathsTests
{
    /// <summary>Invented paths for a compilation in memory.</summary>
    private static readonly string[] MadeUp =
    [
        "FaceRek.Tests/Support/Mutation/Snippet.cs",
        "FaceRek.Tests/Support/Mutation/Runtime.cs",
    ];

    [Fact]
    public void What_a_test_names_is_there()
    {
        var named = Repository
            .Sources("FaceRek.Tests")
            .Where(source => !MadeUp.Contains(source.Path))
            .SelectMany(source =>
                InQuotes().Matches(source.Text).Select(match => (source.Path, Named: match.Groups[1].Value))
            )
            .ToList();
        Assert.Contains(named, one => one.Path == "FaceRek.Tests/ArchitectureTests.cs");
        Assert.DoesNotContain(named, one => IsMissing(one.Named));
    }

    [Theory]
    [InlineData(".editorconfig")]
    [InlineData("docs/testing.md")]
    public void What_a_file_names_is_there(string file)
    {
        var named = Paths()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, file)))
            .Select(match => match.Value.TrimEnd('.', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => IsMissing(path));
    }

    [Fact]
    public void The_folder_that_migrations_are_added_to_is_there()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "bin", "migration"));
        var folder = Output().Match(script).Groups[1].Value;
        Assert.All(["Sqlite", "Postgres"], provider => Assert.False(IsMissing($"FaceRek.Core/{folder}/{provider}")));
    }

    [Fact]
    public void The_file_that_alone_may_look_past_the_organization_is_there()
    {
        var notes = Note()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt")))
            .Select(match => match.Value)
            .Distinct()
            .ToList();
        Assert.NotEmpty(notes);
        Assert.DoesNotContain(notes, note => IsMissing($"FaceRek.Core/{note}"));
    }

    private static bool IsMissing(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        return !File.Exists(full)
            && !(Directory.Exists(full) && Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories).Any());
    }

    [GeneratedRegex("\"(FaceRek\\.(?:Core|Web|Tests)/[\\w./-]*)\"")]
    private static partial Regex InQuotes();

    [GeneratedRegex(@"FaceRek\.(?:Core|Web|Tests)/[\w./-]*")]
    private static partial Regex Paths();

    [GeneratedRegex("--output-dir \"([^$\"]+)/")]
    private static partial Regex Output();

    [GeneratedRegex(@"\w+(?:/\w+)*\.cs\b")]
    private static partial Regex Note();
}

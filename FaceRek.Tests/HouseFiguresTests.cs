using System.Text.RegularExpressions;
using FaceRek.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FaceRek.Tests;

/// <summary>
/// The figures of the house, read from the sources: how dense a line is, how many files say little, and how plain the
/// comments are. Each is printed, and each has a bound. That no two folders side by
/// side name each other is held by <see cref="ArchitectureTests"/>.
/// </summary>
public sealed partial class HouseFiguresTests(ITestOutputHelper output)
{
    private const int Width = 120;
    private const int SmallFile = 12;
    private const int ManyParameters = 6;

    private static readonly (string Path, string Text)[] Product =
    [
        .. Repository.Sources("FaceRek.Core", "FaceRek.Web"),
    ];

    [Fact]
    public void A_line_of_code_has_about_seven_tokens() =>
        Holds("tokens a line", CodeLines(Product).Average(line => Token().Count(line)), 7.2);

    [Fact]
    public void At_most_one_line_in_a_hundred_is_wider_than_120_columns()
    {
        var lines = CodeLines(Product).ToList();
        Holds("wide lines, percent", 100.0 * lines.Count(line => line.Length > Width) / lines.Count, 1);
    }

    [Fact]
    public void Few_files_of_core_say_little()
    {
        var small = Repository
            .Sources("FaceRek.Core")
            .Where(file => CodeLines([file]).Count() <= SmallFile)
            .Select(file => file.Path)
            .ToList();
        Holds($"files of Core with at most {SmallFile} lines", small.Count, 50);
    }

    [Fact]
    public void Few_constructors_ask_for_more_than_six_things_and_none_for_more_than_eight()
    {
        var sizes = Product
            .SelectMany(file => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes())
            .Select(SizeOf)
            .Where(size => size.Count > ManyParameters)
            .OrderByDescending(size => size.Count)
            .ToList();
        foreach (var (name, count) in sizes)
        {
            output.WriteLine($"  {name} {count}");
        }
        Holds("largest constructor", sizes.Select(size => size.Count).DefaultIfEmpty().Max(), 8);
        Holds($"constructors with more than {ManyParameters} parameters", sizes.Count, 6);
    }

    [Fact]
    public void Comments_are_in_plain_words()
    {
        var comments = Repository
            .Sources("FaceRek.Core", "FaceRek.Web", "FaceRek.Tests")
            .SelectMany(file => file.Text.Split('\n'))
            .Select(line => Comment().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToList();
        var words = comments.Sum(comment => Word().Count(comment));
        Holds(
            "odd words in 1,000 words of comment",
            1000.0 * comments.Sum(comment => OddWord().Count(comment)) / words,
            0.5
        );
    }

    [Fact]
    public void Generated_migrations_stay_small() =>
        Holds(
            "lines of generated migrations",
            Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, "FaceRek.Core", "Storage", "Migrations"),
                    "*.cs",
                    SearchOption.AllDirectories
                )
                .Sum(file => File.ReadLines(file).Count()),
            25_000
        );

    private void Holds(string figure, double value, double bound)
    {
        output.WriteLine($"{figure}: {value:0.##}, bound {bound:0.##}");
        Assert.True(value <= bound, $"{figure}: {value:0.##} is more than {bound:0.##}.");
    }

    /// <summary>Records are data, and may have as many members as they need.</summary>
    private static (string Name, int Count) SizeOf(SyntaxNode node) =>
        node switch
        {
            ClassDeclarationSyntax { ParameterList: { } primary } type => (
                type.Identifier.Text,
                primary.Parameters.Count
            ),
            ConstructorDeclarationSyntax made => (made.Identifier.Text, made.ParameterList.Parameters.Count),
            _ => ("", 0),
        };

    private static IEnumerable<string> CodeLines(IEnumerable<(string Path, string Text)> files) =>
        files
            .SelectMany(file => file.Text.Split('\n'))
            .Where(line => line.AsSpan().Trim() is { Length: > 0 } text && !text.StartsWith("//"));

    /// <summary>A string, a word, an arrow or a sign.</summary>
    [GeneratedRegex(
        """
            "(?:\\.|[^"\\])*"|\w+|=>|\?\?|\?\.|[^\s\w]
            """
    )]
    private static partial Regex Token();

    [GeneratedRegex("//+(.*)")]
    private static partial Regex Comment();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:whoever|whom|anew|somebody|nobody|whosoever)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OddWord();
}

using System.Text.RegularExpressions;
using FaceRek.Tests.Support;
using FaceRek.Web.Components;

namespace FaceRek.Tests.Web;

/// <summary>The markup and the style sheets use the same classes, and the sheets stay small.</summary>
public sealed partial class StyleTests
{
    private const int MostBytes = 32_000;

    /// <summary>Set by the framework on fields and summaries, never written in the markup.</summary>
    private static readonly string[] SetByFramework = ["input-validation-error", "validation-summary-valid"];

    /// <summary>Names without their own rule: lists without bullets, and the plain badge.</summary>
    private static readonly string[] OnlyNames = ["days", "nav", "badge--out"];

    private static readonly string Css = Path.Combine(Repository.Root, "FaceRek.Web", "wwwroot", "css");

    [Fact]
    public void Every_class_in_the_markup_has_a_rule()
    {
        var styled = Styled();
        var uses = Files("*.cshtml", "*.razor")
            .SelectMany(file => ClassesIn(file.Text).Select(name => (file.Path, Name: name)));
        Assert.Empty(uses.Where(use => !styled.Contains(use.Name) && !OnlyNames.Contains(use.Name)).Distinct());
    }

    [Fact]
    public void Every_class_with_a_rule_is_named_somewhere()
    {
        var text = string.Join('\n', Files("*.cshtml", "*.razor", "*.js").Select(file => file.Text));
        Assert.DoesNotContain(
            Styled().Except(SetByFramework),
            name => !Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])")
        );
    }

    [Fact]
    public void The_list_of_blocks_is_the_folder_of_blocks() =>
        Assert.Equal(
            Directory
                .EnumerateFiles(Path.Combine(Css, "blocks"))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal),
            StyleBlocks.All
        );

    [Fact]
    public void All_style_sheets_together_are_light() =>
        Assert.InRange(Sheets().Sum(file => new FileInfo(file).Length), 1, MostBytes);

    private static IEnumerable<string> Sheets() => Directory.EnumerateFiles(Css, "*.css", SearchOption.AllDirectories);

    private static HashSet<string> Styled() =>
        [
            .. Sheets()
                .SelectMany(file => Selector().Matches(Comment().Replace(File.ReadAllText(file), "")))
                .Select(match => match.Groups[1].Value),
        ];

    private static IEnumerable<(string Path, string Text)> Files(params string[] patterns) =>
        from pattern in patterns
        from folder in new[] { "Components", "Pages", "wwwroot" }
        from file in Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "FaceRek.Web", folder),
            pattern,
            SearchOption.AllDirectories
        )
        select (Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file));

    /// <summary>Words of class attributes, literals in the expressions among them, and modifiers chosen in code.</summary>
    private static IEnumerable<string> ClassesIn(string markup) =>
        Attribute()
            .Matches(markup)
            .SelectMany(attribute =>
                Expression()
                    .Matches(attribute.Groups[1].Value)
                    .SelectMany(code => Literal().Matches(code.Value))
                    .Select(literal => literal.Groups[1].Value)
                    .Concat(
                        Expression()
                            .Replace(attribute.Groups[1].Value, "")
                            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    )
            )
            .Concat(Modifier().Matches(markup).Select(match => match.Groups[1].Value));

    [GeneratedRegex(@"\.([a-z][\w-]*)")]
    private static partial Regex Selector();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bclass=""((?:@\([^()]*(?:\([^()]*\)[^()]*)*\)|@\w+(?:\[[^]]*\])?|[^""@])*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"@\([^()]*(?:\([^()]*\)[^()]*)*\)|@\w+(?:\[[^]]*\])?")]
    private static partial Regex Expression();

    [GeneratedRegex(@"[?:] *""([a-z][\w-]*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"""([a-z]+(?:__[a-z]+)?--[a-z]+)""")]
    private static partial Regex Modifier();
}

using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests;

/// <summary>
/// What people read is in the words they use: on pages, in emails, in the answers and the documentation of the API, in
/// logs and on the command line, and in the names of tests.
/// </summary>
public sealed partial class ScreenWordsTests
{
    /// <summary>Words that are not read as sentences: the passwords that are tried first.</summary>
    private const string Passwords = "FaceRek.Core/Members/CommonPasswords.cs";

    [Fact]
    public void Sentences_in_the_product_are_in_plain_words()
    {
        var sentences = Repository
            .Sources("FaceRek.Core", "FaceRek.Web")
            .Concat(Repository.Pages("FaceRek.Web"))
            .Concat(Repository.Components("FaceRek.Web"))
            .Where(file => file.Path != Passwords)
            .SelectMany(file => SentencesOf(file.Text).Select(sentence => (file.Path, Sentence: sentence)))
            .ToList();
        Assert.InRange(sentences.Count, 2_000, 20_000);
        Assert.DoesNotContain(sentences, one => OddWord().IsMatch(one.Sentence));
    }

    [Fact]
    public void The_documentation_of_the_api_is_in_plain_words()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi-v1.json"))
        );
        var sentences = TextsOf(document.RootElement).Where(text => text.Contains(' ')).ToList();
        Assert.InRange(sentences.Count, 200, 20_000);
        Assert.DoesNotContain(sentences, sentence => OddWord().IsMatch(sentence));
    }

    [Fact]
    public void Names_of_tests_are_in_plain_words()
    {
        var names = typeof(ScreenWordsTests)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            )
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(method => method.Name.Replace('_', ' ').Replace("e mail", "e-mail", StringComparison.Ordinal))
            .ToList();
        Assert.InRange(names.Count, 1_000, 20_000);
        Assert.DoesNotContain(names, name => OddWord().IsMatch(name));
    }

    [Theory]
    [InlineData("Your letter is on its way.", true)]
    [InlineData("The model in force.", true)]
    [InlineData("Whoever signs in.", true)]
    [InlineData("Look into the frame, then press the button.", true)]
    [InlineData("This cursor is none of ours.", true)]
    [InlineData("Confirm your e-mail.", true)]
    [InlineData("Dead letters of this organization.", false)]
    [InlineData("The name needs letters.", false)]
    [InlineData("An impressive email.", false)]
    public void An_odd_word_is_seen_as_one(string sentence, bool isOdd) =>
        Assert.Equal(isOdd, OddWord().IsMatch(sentence));

    /// <summary>The texts between quotation marks that are more than one word, without comments.</summary>
    private static IEnumerable<string> SentencesOf(string text) =>
        Text()
            .Matches(string.Join('\n', text.Split('\n').Where(line => !IsComment(line))))
            .Select(match => match.Value)
            .Where(sentence => sentence.Contains(' '));

    private static bool IsComment(string line) => line.AsSpan().TrimStart() is ['/', '/', ..] or ['@', '*', ..];

    private static IEnumerable<string> TextsOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
            _ => [],
        };

    /// <summary>A raw text or a text in one line.</summary>
    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"")]
    private static partial Regex Text();

    /// <summary>Words that people do not use for what is meant, such as "letter" for an email.</summary>
    [GeneratedRegex(
        @"\b(?:e-mails?|(?<!dead |needs )letters?|in force|wish(?:es|ed)?|press(?:ed)?|not yours|nobody|somebody"
            + @"|everybody|anybody|whoever|whomever|whom|anew|so many|none of ours|just now|for good|all the same"
            + @"|holds from|goes on|go on)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OddWord();
}

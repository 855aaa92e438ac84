using System.Text.RegularExpressions;
using System.Xml.Linq;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Support;
using FaceRek.Web.Commands;

namespace FaceRek.Tests;

/// <summary>
/// A wrong document does not fail by itself, so each path, link, command, option, setting and name of the code that a
/// document mentions must exist.
/// </summary>
public sealed partial class DocumentsTests
{
    private const int MaxReadmeBytes = 5_000;

    private static readonly string[] NamesCode = ["docs/architecture.md", "docs/glossary.md", "CONTRIBUTING.md"];

    private static readonly IReadOnlyList<(string Path, string Text)> Documents =
    [
        .. new[] { ".", "docs" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Read(path))),
    ];

    [Fact]
    public void The_README_has_at_most_5000_bytes() =>
        Assert.InRange(new FileInfo(Full("README.md")).Length, 1, MaxReadmeBytes);

    [Fact]
    public void Each_path_that_a_document_names_is_there()
    {
        var named = (
            from document in Documents
            from path in FromRoot().Matches(document.Text).Select(match => match.Value.TrimEnd('.', '/'))
            select (document.Path, Named: path)
        ).ToList();
        Assert.Contains(named, one => one.Named.EndsWith(".cs", StringComparison.Ordinal));
        Assert.Empty(named.Where(one => !Path.Exists(Full(one.Named))).Distinct());
    }

    [Fact]
    public void Each_file_of_the_code_that_a_document_names_has_its_whole_path()
    {
        var strays =
            from document in Documents
            from code in Code(document.Text)
            where SourceFile().IsMatch(code) && !Path.Exists(Full(code))
            select (document.Path, code);
        Assert.Empty(strays);
    }

    [Fact]
    public void Each_link_leads_to_a_file_and_a_heading_of_it()
    {
        var links = (
            from document in Documents
            from target in Link().Matches(Prose(document.Text)).Select(match => match.Groups[1].Value)
            where !target.Contains("://", StringComparison.Ordinal)
            select (document.Path, Target: target)
        ).ToList();
        Assert.Contains(links, link => link.Target.Contains('#', StringComparison.Ordinal));
        Assert.DoesNotContain(links, link => !Leads(link.Path, link.Target));
    }

    [Fact]
    public void Each_document_can_be_reached_from_the_README()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["README.md"]);
        while (waiting.TryDequeue(out var path))
        {
            if (!reached.Add(path) || !path.EndsWith(".md", StringComparison.Ordinal))
            {
                continue;
            }
            foreach (var target in Link().Matches(Prose(Read(path))).Select(match => match.Groups[1].Value))
            {
                if (!target.Contains("://", StringComparison.Ordinal) && target[0] != '#')
                {
                    waiting.Enqueue(FromDocument(path, target.Split('#')[0]));
                }
            }
        }
        Assert.Empty(Documents.Select(document => document.Path).Except(reached));
    }

    [Fact]
    public void Each_script_that_a_document_calls_is_there_and_knows_its_options()
    {
        var calls = Commands().Where(call => call.Words[0] != "bin/facerek").ToList();
        Assert.Contains(calls, call => call.Words.Contains("--demo"));
        Assert.DoesNotContain(calls, call => !IsExecutable(call.Words[0]));
        var unknown =
            from call in calls
            from option in call.Words.Where(word => word.StartsWith("--", StringComparison.Ordinal))
            where !Regex.IsMatch(KnownTo(call.Words[0]), $@"(?<![\w-]){Regex.Escape(option)}(?![\w-])")
            select (call.Document, string.Join(' ', call.Words));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Each_command_that_a_document_gives_to_facerek_is_understood()
    {
        var calls = Commands().Where(call => call.Words[0] == "bin/facerek").ToList();
        Assert.Contains(calls, call => call.Words.Contains("--verify"));
        var refused =
            from call in calls
            let parsed = CommandLine.Create().Parse([.. call.Words.Skip(1).Select(Sample)])
            where parsed.Errors.Count > 0 || parsed.UnmatchedTokens.Count > 0
            select (call.Document, string.Join(' ', call.Words), string.Join(' ', parsed.Errors));
        Assert.Empty(refused);
    }

    [Fact]
    public void Each_setting_that_a_document_names_is_one()
    {
        var known = KnownSettings();
        var named = (
            from document in Documents
            from name in Setting()
                .Matches(document.Text)
                .Select(match => match.Value)
                .Concat(Variable().Matches(document.Text).Select(match => match.Value.Replace("__", ":")))
            select (document.Path, name)
        ).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(one => !known.Contains(one.name)).Distinct());
    }

    [Fact]
    public void Each_setting_is_in_the_documents_for_operators()
    {
        var told = Read("docs/operating.md") + Read("docs/billing.md");
        Assert.DoesNotContain(KnownSettings(), setting => !told.Contains($"`{setting}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_name_of_the_code_that_a_document_explains_is_in_the_code()
    {
        var words = Repository
            .Sources("FaceRek.Core", "FaceRek.Web", "FaceRek.Tests")
            .SelectMany(file => Word().Matches(file.Text).Select(match => match.Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = (
            from document in NamesCode
            from code in Code(Read(document))
            where CodeName().IsMatch(code)
            from part in code.Split('.')
            select (document, part)
        ).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(one => !words.Contains(one.part)).Distinct());
    }

    [Fact]
    public void Each_word_of_the_glossary_has_its_type_in_the_code()
    {
        var sources = string.Concat(Repository.Sources("FaceRek.Core").Select(file => file.Text));
        var rows = Rows("docs/glossary.md").Where(row => row[2].StartsWith('`')).ToList();
        Assert.Equal(30, rows.Count);
        Assert.Empty(
            rows.Where(row => !Regex.IsMatch(sources, $@"\b(class|record|enum|struct) {row[2].Trim('`')}\b"))
                .Select(row => row[2])
        );
    }

    [Fact]
    public void The_floors_and_rooms_that_are_told_are_those_that_are_held()
    {
        var held = ArchitectureTests
            .Floors.Select(floor => (Folder: $"FaceRek.Core/{floor.Key}", Names: floor.Value))
            .Concat(
                ArchitectureTests.Rooms.SelectMany(house =>
                    house.Value.Select(room => (Folder: $"{house.Key}/{room.Key}", Names: room.Value))
                )
            )
            .Select(one => $"{one.Folder}: {string.Join(", ", one.Names.Order(StringComparer.Ordinal))}");
        var told = Rows("docs/architecture.md")
            .Where(row => row.Count == 3 && Folder().IsMatch(row[0]))
            .Select(row => $"{row[0].Trim('`')}: {string.Join(", ", Code(row[2]).Order(StringComparer.Ordinal))}");
        Assert.Equal(held.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_manifest_that_is_shown_can_be_read()
    {
        var shown = Json().Matches(Read("docs/models.md")).Select(match => match.Groups[1].Value).ToList();
        var kinds = shown.Select(json => ModelManifest.Read(json).GetType()).ToHashSet();
        Assert.Equal(
            [
                typeof(EmbeddingManifest),
                typeof(YunetManifest),
                typeof(BlazeFaceManifest),
                typeof(MeshManifest),
                typeof(AntiSpoofManifest),
            ],
            kinds
        );
    }

    [Fact]
    public void Each_package_that_ships_is_in_the_notices_with_its_version_and_its_own_licence()
    {
        var told = Rows("THIRD-PARTY-NOTICES.md").Where(row => row.Count == 4).ToLookup(row => row[0]);
        var versions = XDocument
            .Load(Full("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(one => (string)one.Attribute("Include")!, one => (string)one.Attribute("Version")!);
        var ships = new[] { "FaceRek.Core/FaceRek.Core.csproj", "FaceRek.Web/FaceRek.Web.csproj" }
            .SelectMany(project => XDocument.Load(Full(project)).Descendants("PackageReference"))
            .Where(reference => reference.Attribute("PrivateAssets") is null)
            .Select(reference => (string)reference.Attribute("Include")!)
            .ToList();
        Assert.NotEmpty(ships);
        Assert.DoesNotContain(ships, package => told[package].All(row => row[1] != versions[package]));
        var licensed = ships
            .Select(package => (package, Licence: LicenceOf(package, versions[package])))
            .Where(one => one.Licence is not null)
            .ToList();
        Assert.NotEmpty(licensed);
        Assert.DoesNotContain(licensed, one => told[one.package].Single()[2] != one.Licence);
    }

    private static string Full(string path) => Path.Combine(Repository.Root, path);

    private static string Read(string path) => File.ReadAllText(Full(path));

    /// <summary>The text without fenced blocks.</summary>
    private static string Prose(string text) => Fence().Replace(text, "");

    private static IEnumerable<string> Code(string text) =>
        Span().Matches(Prose(text)).Select(match => match.Groups[1].Value);

    /// <summary>The cells of each row of a table.</summary>
    private static IEnumerable<List<string>> Rows(string document) =>
        Read(document)
            .Split('\n')
            .Where(line =>
                line.StartsWith("| ", StringComparison.Ordinal) && line.EndsWith(" |", StringComparison.Ordinal)
            )
            .Select(line => line[1..^1].Split('|').Select(cell => cell.Trim()).ToList());

    private static string FromDocument(string document, string target) =>
        Path.GetRelativePath(
                Repository.Root,
                Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Full(document))!, target))
            )
            .Replace('\\', '/');

    private static bool Leads(string document, string target)
    {
        var (file, anchor) = target.Split('#') is [var path, var heading] ? (path, heading) : (target, null);
        var to = file.Length == 0 ? document : FromDocument(document, file);
        return Path.Exists(Full(to)) && (anchor is null || Anchors(Read(to)).Contains(anchor));
    }

    /// <summary>As GitHub makes them from headings: lower case, words joined by hyphens, other signs removed.</summary>
    private static HashSet<string> Anchors(string text) =>
        Heading()
            .Matches(Prose(text))
            .Select(match => Sign().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Shell commands in documents: code in a sentence, and lines of a block.</summary>
    private static IEnumerable<(string Document, List<string> Words)> Commands() =>
        from document in Documents
        from code in Code(document.Text).Concat(Line().Matches(document.Text).Select(match => match.Value))
        from command in code.Split("&&").Select(part => part.Trim())
        where command.StartsWith("bin/", StringComparison.Ordinal)
        select (document.Path, WordsOf(command));

    private static List<string> WordsOf(string command) =>
        [
            .. Comment()
                .Replace(command, "")
                .Split([' ', '[', ']', '|', '\''], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word != "..."),
        ];

    /// <summary>A word in capitals is a placeholder; 1 works as a number, a name and a path.</summary>
    private static string Sample(string word) => Placeholder().IsMatch(word) ? "1" : word;

    private static bool IsExecutable(string script) =>
        File.Exists(Full(script))
        && (OperatingSystem.IsWindows() || File.GetUnixFileMode(Full(script)).HasFlag(UnixFileMode.UserExecute));

    private static string KnownTo(string script) =>
        script == "bin/mutate" ? Read(script) + Read("FaceRek.Tests/Support/Mutation/MutateCommand.cs") : Read(script);

    /// <summary>Settings bound to records, and those read by their own name.</summary>
    private static HashSet<string> KnownSettings() =>
        [
            .. Stored().Matches(Read("FaceRek.Tests/StoredNames/Settings.golden.txt")).Select(match => match.Value),
            .. Repository
                .Sources("FaceRek.Web/Setup")
                .SelectMany(file => Quoted().Matches(file.Text).Select(match => match.Groups[1].Value)),
        ];

    /// <returns>Null where the package is not on this machine, or has its licence in a file.</returns>
    private static string? LicenceOf(string package, string version)
    {
        var folder =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var name = package.ToLowerInvariant();
        var path = Path.Combine(folder, name, version.ToLowerInvariant(), $"{name}.nuspec");
        return File.Exists(path)
            ? XDocument
                .Load(path)
                .Descendants()
                .Where(one => one.Name.LocalName == "license" && (string?)one.Attribute("type") == "expression")
                .Select(one => one.Value)
                .SingleOrDefault()
            : null;
    }

    [GeneratedRegex(@"(?<![\w./-])(?:FaceRek\.(?:Core|Web|Tests)|docs|bin|\.config|\.ci)/[\w./-]+")]
    private static partial Regex FromRoot();

    [GeneratedRegex(@"\A[\w./-]+\.(?:cs|cshtml|razor|md|sh|props|csproj|sln|txt)\z")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\A`FaceRek\.(?:Core|Web)/[\w/]+`\z")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex Sign();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"^\s*bin/.*$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\s#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\A[A-Z]+(?:\.json)?\z")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?:Site|Data|Mail|Contact|Webhooks|Billing|Api|Faces):[A-Z]\w+(?::[A-Z]\w+)*")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b(?:Site|Data|Mail|Contact|Webhooks|Billing|Api|Faces)(?:__[A-Z][A-Za-z]+)+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Z]\w+(?::[A-Z]\w+)+(?==)", RegexOptions.Multiline)]
    private static partial Regex Stored();

    [GeneratedRegex(@"""((?:Site|Faces|Data):[A-Z]\w+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:\.[A-Z]\w+)?\z")]
    private static partial Regex CodeName();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}

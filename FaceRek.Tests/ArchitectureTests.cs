using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests;

/// <summary>
/// Which folder may name which. A file that names a folder it should not fails a test with the file's name. Two folders
/// side by side never name each other; where one names the other, it is listed.
/// </summary>
public sealed partial class ArchitectureTests
{
    /// <summary>
    /// A folder of Core, and the other folders of Core it may name: only Storage and the folders it stores name each
    /// other.
    /// </summary>
    internal static readonly Dictionary<string, string[]> Floors = new()
    {
        ["Faces"] = [],
        ["Mail"] = ["Organizations", "Storage"],
        ["Time"] = [],
        ["Organizations"] = ["Time"],
        ["ApiAccess"] = ["Billing", "Mail", "Organizations", "Storage"],
        ["Webhooks"] = ["Organizations", "Storage"],
        ["Members"] = ["Billing", "Faces", "Mail", "Organizations", "People", "Storage", "Time"],
        ["Billing"] = ["Mail", "Organizations", "Storage", "Webhooks"],
        ["Workplaces"] = ["Billing", "Organizations", "Storage", "Time"],
        ["People"] = ["Billing", "Faces", "Mail", "Organizations", "Storage", "Webhooks", "Workplaces"],
        ["Attendance"] =
        [
            "Billing",
            "Faces",
            "Mail",
            "Organizations",
            "People",
            "Storage",
            "Time",
            "Webhooks",
            "Workplaces",
        ],
        ["Storage"] =
        [
            "ApiAccess",
            "Attendance",
            "Billing",
            "Faces",
            "Mail",
            "Organizations",
            "People",
            "Webhooks",
            "Workplaces",
        ],
    };

    /// <summary>Below these folders each folder is a room; the value lists the rooms it may name.</summary>
    internal static readonly Dictionary<string, Dictionary<string, string[]>> Rooms = new()
    {
        ["FaceRek.Core/Attendance"] = new()
        {
            ["Punches"] = [],
            ["Rules"] = ["Punches"],
            ["Days"] = ["Punches", "Rules"],
            ["Planning"] = ["Days", "Punches", "Rules"],
            ["CheckIn"] = ["Days", "Punches", "Rules"],
            ["Corrections"] = ["CheckIn", "Days", "Punches", "Rules"],
            ["Reports"] = ["Days", "Punches", "Rules"],
            ["Notifications"] = ["Corrections", "Days", "Reports", "Rules"],
        },
        ["FaceRek.Core/Billing"] = new()
        {
            ["Plans"] = [],
            ["Stripe"] = ["Plans"],
            ["History"] = ["Plans", "Stripe"],
            ["Subscriptions"] = ["History", "Plans", "Stripe"],
            ["Purchasing"] = ["Plans", "Stripe", "Subscriptions"],
            ["Events"] = ["Stripe", "Subscriptions"],
        },
        ["FaceRek.Core/Faces"] = new()
        {
            ["Geometry"] = [],
            ["Imaging"] = [],
            ["Models"] = ["Matching"],
            ["Matching"] = ["Templates"],
            ["Detection"] = ["Geometry", "Imaging", "Models"],
            ["Conversion"] = ["Models"],
            ["Alignment"] = ["Detection", "Geometry", "Models"],
            ["Quality"] = ["Alignment", "Detection", "Geometry"],
            ["Templates"] = ["Alignment", "Detection", "Geometry", "Imaging", "Models", "Quality"],
            ["Liveness"] = ["Alignment", "Detection", "Geometry", "Imaging", "Matching", "Models", "Templates"],
            ["Drawing"] = ["Liveness"],
            ["Reading"] =
            [
                "Alignment",
                "Detection",
                "Geometry",
                "Imaging",
                "Liveness",
                "Matching",
                "Quality",
                "Templates",
            ],
            ["Evaluation"] =
            [
                "Detection",
                "Geometry",
                "Imaging",
                "Liveness",
                "Matching",
                "Models",
                "Quality",
                "Reading",
                "Templates",
            ],
            ["Installation"] = ["Conversion", "Engine", "Models"],
            ["Engine"] =
            [
                "Alignment",
                "Detection",
                "Evaluation",
                "Liveness",
                "Matching",
                "Models",
                "Quality",
                "Reading",
                "Templates",
            ],
            ["Benchmarks"] = ["Detection", "Drawing", "Imaging", "Matching", "Quality", "Reading", "Templates"],
        },
        ["FaceRek.Core/People"] = new()
        {
            ["Consent"] = [],
            ["Enrollment"] = ["Consent"],
            ["Import"] = [],
            ["Management"] = ["Consent", "Enrollment"],
            ["Recognition"] = ["Consent", "Enrollment"],
        },
        ["FaceRek.Core/Workplaces"] = new()
        {
            ["Departments"] = [],
            ["Holidays"] = [],
            ["Sites"] = [],
        },
        // Setup wires all and nothing names it but the commands, which build the application.
        ["FaceRek.Web"] = new()
        {
            ["Components"] = [],
            ["Jobs"] = [],
            ["SignIn"] = ["Components", "Jobs"],
            ["Security"] = ["SignIn"],
            ["Live"] = ["Security"],
            ["Hooks"] = ["SignIn"],
            ["Demo"] = ["Components"],
            ["Api"] = ["Security", "SignIn"],
            ["Pages"] = ["Components", "Jobs", "Live", "Security", "SignIn"],
            ["Setup"] = ["Api", "Components", "Hooks", "Jobs", "Live", "Pages", "Security", "SignIn"],
            ["Commands"] = ["Api", "Demo", "Hooks", "Setup"],
        },
        ["FaceRek.Web/Api"] = new()
        {
            ["Pipeline"] = [],
            ["Docs"] = ["Pipeline"],
            ["ApiKeys"] = ["Docs", "Pipeline"],
            ["Challenges"] = ["Docs", "Pipeline"],
            ["Consents"] = ["Docs", "Pipeline"],
            ["Corrections"] = ["Docs", "Pipeline"],
            ["Days"] = ["Docs", "Pipeline"],
            ["Models"] = ["Docs", "Pipeline"],
            ["Recognition"] = ["Docs", "Pipeline"],
            ["Tokens"] = ["Pipeline"],
            ["Usage"] = ["Pipeline"],
            ["Webhooks"] = ["Docs", "Pipeline"],
            ["Faces"] = ["Docs", "Models", "Pipeline"],
            ["People"] = ["Docs", "Models", "Pipeline"],
            ["Punches"] = ["Challenges", "Docs", "Pipeline"],
            ["Sandbox"] = ["Challenges", "Docs", "Pipeline"],
        },
    };

    /// <summary>A library, and the only files that may name it.</summary>
    private static readonly Dictionary<string, string[]> NamedOnlyIn = new()
    {
        ["OpenCvSharp"] = ["FaceRek.Core/Faces/", "FaceRek.Tests/Core/Faces/"],
        ["Microsoft.ML.OnnxRuntime"] = ["FaceRek.Core/Faces/", "FaceRek.Tests/Core/Faces/"],
        ["Microsoft.EntityFrameworkCore.Sqlite"] = ["FaceRek.Core/Storage/"],
        ["Microsoft.Data.Sqlite"] = ["FaceRek.Core/Storage/", "FaceRek.Tests/"],
        ["Npgsql"] =
        [
            "FaceRek.Core/Storage/",
            "FaceRek.Tests/Core/Storage/",
            "FaceRek.Tests/Support/PostgresServer.cs",
        ],
        ["Ical.Net"] = ["FaceRek.Core/Workplaces/", "FaceRek.Core/Attendance/", "FaceRek.Tests/"],
        ["MiniExcel"] = ["FaceRek.Core/Attendance/", "FaceRek.Tests/"],
        ["MailKit"] = ["FaceRek.Core/Mail/"],
        ["Stripe"] = ["FaceRek.Core/Billing/", "FaceRek.Web/Hooks/", "FaceRek.Tests/"],
        ["FaceRek.Web"] = ["FaceRek.Web/", "FaceRek.Tests/"],
    };

    public static TheoryData<string> CoreFolders => [.. Floors.Keys];

    public static TheoryData<string> Houses => [.. Rooms.Keys];

    public static TheoryData<string> Libraries => [.. NamedOnlyIn.Keys];

    [Theory]
    [MemberData(nameof(CoreFolders))]
    public void A_folder_of_core_names_only_the_floors_below_it(string folder)
    {
        var strays = Repository
            .Sources($"FaceRek.Core/{folder}")
            .SelectMany(file =>
                CoreUsing().Matches(file.Text).Select(match => (file.Path, Named: match.Groups[1].Value))
            )
            .Where(use => use.Named != folder && !Floors[folder].Contains(use.Named));
        Assert.Empty(strays);
    }

    [Fact]
    public void Two_floors_never_name_each_other_but_storage_and_what_it_keeps() =>
        Assert.DoesNotContain(Mutual(Floors), pair => pair.One != "Storage" && pair.Other != "Storage");

    [Fact]
    public void Every_folder_of_core_is_on_a_floor() =>
        Assert.Equal(Floors.Keys.Order(), Repository.Folders("FaceRek.Core").Order());

    [Theory]
    [MemberData(nameof(Houses))]
    public void A_room_names_only_the_rooms_that_are_listed(string house)
    {
        var inside = new Regex($@"\b{Regex.Escape(house.Replace('/', '.'))}\.(\w+)");
        var strays =
            from room in Rooms[house]
            let folder = $"{house}/{room.Key}"
            from file in Repository.Sources(folder).Concat(Repository.Pages(folder))
            from Match match in inside.Matches(file.Text)
            let named = match.Groups[1].Value
            where Rooms[house].ContainsKey(named) && named != room.Key && !room.Value.Contains(named)
            select (file.Path, named);
        Assert.Empty(strays);
    }

    [Theory]
    [MemberData(nameof(Houses))]
    public void Two_rooms_side_by_side_never_name_each_other(string house) => Assert.Empty(Mutual(Rooms[house]));

    [Theory]
    [MemberData(nameof(Houses))]
    public void Every_folder_is_a_listed_room_with_files(string house)
    {
        var withSources = Repository.Folders(house).Where(room => Repository.Sources($"{house}/{room}").Any());
        Assert.Equal(Rooms[house].Keys.Order(), withSources.Order());
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_named_only_where_it_belongs(string library)
    {
        var strays = Repository
            .Sources("FaceRek.Core", "FaceRek.Web", "FaceRek.Tests")
            .Where(file =>
                Regex.IsMatch(file.Text, $@"^using (static )?{Regex.Escape(library)}[.;]", RegexOptions.Multiline)
            )
            .Where(file => !NamedOnlyIn[library].Any(place => file.Path.StartsWith(place, StringComparison.Ordinal)))
            .Select(file => file.Path);
        Assert.Empty(strays);
    }

    [Fact]
    public void Core_knows_no_web_framework_but_for_identity_in_storage_and_the_user()
    {
        var strays = Repository
            .Sources("FaceRek.Core")
            .Where(file => file.Text.Contains("Microsoft.AspNetCore.", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Where(path =>
                !path.StartsWith("FaceRek.Core/Storage/", StringComparison.Ordinal)
                && path != "FaceRek.Core/Organizations/Membership.cs"
            );
        Assert.Empty(strays);
    }

    private static IEnumerable<(string One, string Other)> Mutual(Dictionary<string, string[]> knows) =>
        from one in knows
        from other in one.Value
        where string.CompareOrdinal(one.Key, other) < 0 && knows[other].Contains(one.Key)
        select (one.Key, other);

    [GeneratedRegex(@"^using (?:\w+ = )?FaceRek\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex CoreUsing();
}

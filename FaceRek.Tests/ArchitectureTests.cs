using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests;

/// <summary>The floors of the house: who may know whom. A file that names a neighbour it should not is a test that fails, with the file's name.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Folder of Core, and the other folders it may name.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Faces"] = [],
        ["Mail"] = [],
        ["Organizations"] = [],
        ["Access"] = ["Billing", "Organizations", "Storage"],
        ["Webhooks"] = ["Organizations", "Storage"],
        ["Accounts"] = ["Billing", "Mail", "Organizations", "Storage"],
        ["Billing"] = ["Mail", "Organizations", "Storage", "Webhooks"],
        ["Workplaces"] = ["Billing", "Organizations", "Storage"],
        ["People"] = ["Billing", "Faces", "Mail", "Organizations", "Storage", "Webhooks", "Workplaces"],
        ["Attendance"] = ["Billing", "Faces", "Mail", "Organizations", "People", "Storage", "Webhooks", "Workplaces"],
        ["Storage"] =
        [
            "Access",
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

    /// <summary>A library, and the only places that may name it.</summary>
    private static readonly Dictionary<string, string[]> NamedOnlyIn = new()
    {
        ["OpenCvSharp"] = ["FaceRek.Core/Faces/", "FaceRek.Tests/Core/Faces/"],
        ["Microsoft.ML.OnnxRuntime"] = ["FaceRek.Core/Faces/", "FaceRek.Tests/Core/Faces/"],
        ["Microsoft.EntityFrameworkCore.Sqlite"] = ["FaceRek.Core/Storage/"],
        ["Microsoft.Data.Sqlite"] = ["FaceRek.Core/Storage/", "FaceRek.Tests/"],
        ["Npgsql"] = ["FaceRek.Core/Storage/", "FaceRek.Tests/Core/Storage/"],
        ["Ical.Net"] = ["FaceRek.Core/Workplaces/", "FaceRek.Core/Attendance/", "FaceRek.Tests/"],
        ["MiniExcel"] = ["FaceRek.Core/Attendance/", "FaceRek.Tests/"],
        ["MailKit"] = ["FaceRek.Core/Mail/"],
        ["Stripe"] = ["FaceRek.Core/Billing/", "FaceRek.Web/Hooks/", "FaceRek.Tests/"],
        ["FaceRek.Web"] = ["FaceRek.Web/", "FaceRek.Tests/"],
    };

    public static TheoryData<string> CoreFolders => [.. MayKnow.Keys];

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
            .Where(use => use.Named != folder && !MayKnow[folder].Contains(use.Named));
        Assert.Empty(strays);
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
                && path != "FaceRek.Core/Organizations/User.cs"
            );
        Assert.Empty(strays);
    }

    [Fact]
    public void Every_folder_of_core_is_on_a_floor() =>
        Assert.Equal(MayKnow.Keys.Order(), Repository.Folders("FaceRek.Core").Order());

    [GeneratedRegex(@"^using FaceRek\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex CoreUsing();
}

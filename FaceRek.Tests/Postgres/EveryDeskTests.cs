using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Postgres;

/// <summary>
/// Each desk has queries of its own, and what SQLite answers PostgreSQL may refuse. So a class that runs on PostgreSQL
/// names each desk of Core.
/// </summary>
public sealed partial class EveryDeskTests
{
    /// <summary>Desks that no such class names, and the one that asks them through a page, the API or another desk.</summary>
    private static readonly Dictionary<string, Type> AskedBy = new()
    {
        ["CustomerDesk"] = typeof(BillingDesksTests),
        ["JoiningDesk"] = typeof(InvitationTests),
        ["OrganizationDesk"] = typeof(SignUpTests),
    };

    private static readonly Type[] OnPostgres =
    [
        .. typeof(EveryDeskTests)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(OnPostgresAttribute), inherit: false)),
    ];

    [Fact]
    public void Every_desk_is_asked_on_PostgreSQL()
    {
        var files = OnPostgres
            .SelectMany(tests => new[] { $"/{tests.Name}.cs", $"/{tests.BaseType!.Name}.cs" })
            .ToHashSet();
        var named = Repository
            .Sources("FaceRek.Tests")
            .Where(file => files.Any(name => file.Path.EndsWith(name, StringComparison.Ordinal)))
            .SelectMany(file => Word().Matches(file.Text))
            .Select(word => word.Value)
            .ToHashSet();
        var desks = Repository
            .Sources("FaceRek.Core")
            .SelectMany(file => Desk().Matches(file.Text))
            .Select(match => match.Groups[1].Value)
            .ToList();
        Assert.True(desks.Count > 30);
        Assert.Empty(desks.Except(named).Except(AskedBy.Keys));
        Assert.Empty(AskedBy.Values.Except(OnPostgres));
        Assert.Empty(AskedBy.Keys.Intersect(named).Union(AskedBy.Keys.Except(desks)));
    }

    [GeneratedRegex(@"\bclass (\w+Desk)\b")]
    private static partial Regex Desk();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

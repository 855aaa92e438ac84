using System.Diagnostics;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.ApiAccess;

/// <summary>What an API client may do, by the names in tokens and keys.</summary>
public static class ApiScope
{
    public const string PeopleRead = "people:read";
    public const string PeopleWrite = "people:write";
    public const string ConsentsRead = "consents:read";
    public const string ConsentsWrite = "consents:write";
    public const string FacesRead = "faces:read";
    public const string FacesWrite = "faces:write";

    /// <summary>Detect, verify, identify.</summary>
    public const string FacesMatch = "faces:match";

    /// <summary>Responses also contain score, threshold, margin and model.</summary>
    public const string FacesScores = "faces:scores";

    public const string ModelsRead = "models:read";
    public const string ModelsWrite = "models:write";
    public const string PunchesRead = "punches:read";
    public const string PunchesWrite = "punches:write";

    /// <summary>A terminal that is trusted to say who punches, and when.</summary>
    public const string PunchesDevice = "punches:device";

    public const string DaysRead = "days:read";
    public const string CorrectionsRead = "corrections:read";
    public const string CorrectionsWrite = "corrections:write";
    public const string UsageRead = "usage:read";
    public const string WebhooksRead = "webhooks:read";
    public const string WebhooksWrite = "webhooks:write";
    public const string KeysRead = "keys:read";
    public const string KeysWrite = "keys:write";

    private static readonly string[] OfManagers =
    [
        PeopleRead,
        PunchesRead,
        DaysRead,
        CorrectionsRead,
        CorrectionsWrite,
    ];

    public static readonly IReadOnlyList<string> All =
    [
        PeopleRead,
        PeopleWrite,
        ConsentsRead,
        ConsentsWrite,
        FacesRead,
        FacesWrite,
        FacesMatch,
        FacesScores,
        ModelsRead,
        ModelsWrite,
        PunchesRead,
        PunchesWrite,
        PunchesDevice,
        DaysRead,
        CorrectionsRead,
        CorrectionsWrite,
        UsageRead,
        WebhooksRead,
        WebhooksWrite,
        KeysRead,
        KeysWrite,
    ];

    /// <summary>What a key may have: everything except creating further keys, or a leaked key would outlive its revocation.</summary>
    public static readonly IReadOnlyList<string> OfKeys = [.. All.Except([KeysWrite])];

    /// <summary>What a user of the role may do through the API; employees use the pages.</summary>
    public static IReadOnlyList<string> Of(Role role) =>
        role switch
        {
            Role.Admin or Role.Owner => All,
            Role.Manager => OfManagers,
            Role.Employee => [],
            _ => throw new UnreachableException(),
        };

    /// <summary>Names separated by single spaces, as in a token; in the order of <see cref="All"/>.</summary>
    public static string Join(IEnumerable<string> scopes) => string.Join(' ', All.Intersect(scopes));

    public static IReadOnlyList<string> Split(string joined) =>
        joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

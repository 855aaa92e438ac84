using System.Globalization;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Components;

/// <summary>The menu inside an organization: each role sees the pages it may open.</summary>
public static class ShellMenu
{
    private static readonly Item Today = new(
        "Today",
        "/",
        Role.Manager,
        "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14",
        "M10 6v4l2.5 2"
    );
    private static readonly Item CheckIn = new(
        "Check in",
        "/check-in",
        Role.Employee,
        "M3 6V3h3M14 3h3v3M17 14v3h-3M6 17H3v-3",
        "M7.5 8v.5M12.5 8v.5M7 12l2 1.8 4-3"
    );
    private static readonly Item Me = new(
        "My days",
        "/me",
        Role.Employee,
        "M4 4h12v13H4z",
        "M4 8h12M7.5 2.5V5M12.5 2.5V5"
    );
    private static readonly Item Week = new(
        "Week",
        "/week",
        Role.Manager,
        "M3 4.500h14v12H3z",
        "M3 8.500h14M7.700 4.500v12M12.300 4.500v12"
    );
    private static readonly Item Reports = new(
        "Reports",
        "/reports",
        Role.Manager,
        "M4 16.500V9M8 16.500V4M12 16.500v-6M16 16.500V7"
    );
    private static readonly Item Leave = new(
        "Leave",
        "/time-off",
        Role.Manager,
        "M10 6a4 4 0 1 0 0 8a4 4 0 0 0 0-8",
        "M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1 1M14.700 14.700l1 1M4.300 15.700l1-1M14.700 5.300l1-1"
    );
    private static readonly Item People = new(
        "People",
        "/people",
        Role.Admin,
        "M8 4a3 3 0 1 0 0 6a3 3 0 0 0 0-6",
        "M2.5 16c.5-3 2.5-5 5.5-5s5 2 5.5 5M13 4.5a3 3 0 0 1 0 5M15.5 12c1.2.8 1.8 2.2 2 4"
    );
    private static readonly Item Consent = new(
        "Consent text",
        "/consent-text",
        Role.Admin,
        "M5 2.5h7L16 6v11.5H5z",
        "M8 9h5M8 12.5h5"
    );
    private static readonly Item Members = new(
        "Members",
        "/members",
        Role.Admin,
        "M10 3l6 2.500v4c0 4-2.500 6.500-6 8c-3.500-1.500-6-4-6-8v-4z"
    );
    private static readonly Item Sites = new(
        "Sites",
        "/sites",
        Role.Admin,
        "M10 2.5a5 5 0 0 0-5 5c0 4 5 10 5 10s5-6 5-10a5 5 0 0 0-5-5",
        "M10 6a1.500 1.500 0 1 0 0 3a1.500 1.500 0 0 0 0-3"
    );
    private static readonly Item Departments = new(
        "Departments",
        "/departments",
        Role.Admin,
        "M7.5 3h5v4h-5zM2.500 13h5v4h-5zM12.500 13h5v4h-5z",
        "M10 7v3M5 13v-3h10v3"
    );
    private static readonly Item Exceptions = new(
        "Exceptions",
        "/exceptions",
        Role.Manager,
        "M10 3l7.500 13h-15z",
        "M10 8v4M10 14v.5"
    );
    private static readonly Item Corrections = new(
        "Corrections",
        "/corrections",
        Role.Manager,
        "M3 17l1-4L13.500 3.500l3 3L7 16z",
        "M11.500 5.500l3 3"
    );
    private static readonly Item Shifts = new(
        "Shifts",
        "/shifts",
        Role.Admin,
        "M3 5h6M3 10h10M9 15h8",
        "M13 5h4M16 10h1M3 15h2"
    );
    private static readonly Item Policy = new(
        "Policy",
        "/policy",
        Role.Admin,
        "M5 2.500h10v15H5z",
        "M8 7h4M8 10h4M8 13h2"
    );
    private static readonly Item Periods = new(
        "Payroll periods",
        "/periods",
        Role.Admin,
        "M5 9h10v8H5z",
        "M7 9V6.500a3 3 0 0 1 6 0V9"
    );
    private static readonly Item Settings = new(
        "Settings",
        "/settings",
        Role.Admin,
        "M3 6h8M15 6h2M3 14h2M9 14h8",
        "M13 4a2 2 0 1 0 0 4a2 2 0 0 0 0-4M7 12a2 2 0 1 0 0 4a2 2 0 0 0 0-4"
    );
    private static readonly Item Billing = new(
        "Billing",
        "/billing",
        Role.Owner,
        "M2.5 4.5h15v11h-15z",
        "M2.5 8.5h15M5.5 12.5h4"
    );

    public static IEnumerable<Group> For(CurrentOrganization current) =>
        new Group[]
        {
            new(null, [Today, CheckIn, Me]),
            new("Team", [Week, Exceptions, Corrections, Leave, Reports]),
            new("Planning", [Shifts, Policy, Periods]),
            new("Organization", [People, Departments, Sites, Members, Consent, Settings, Billing]),
        }
            .Select(group => group with { Items = [.. group.Items.Where(item => current.MayActAs(item.Role))] })
            .Where(group => group.Items.Count > 0);

    /// <summary>At most two letters, of the first and the last word.</summary>
    public static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };
    }

    /// <summary>The first letter as readers see it, which may be several characters.</summary>
    private static string First(string word) => StringInfo.GetNextTextElement(word).ToUpperInvariant();

    public sealed record Group(string? Heading, IReadOnlyList<Item> Items);

    /// <param name="Path">Below the organization.</param>
    /// <param name="Icon">Path data on a 20x20 grid.</param>
    public sealed record Item(string Title, string Path, Role Role, params string[] Icon)
    {
        public bool IsHere(PathString path) =>
            Path == "/" ? path == "/live" : path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);
    }
}

using FaceRek.Core.Organizations;

namespace FaceRek.Web.Demo;

/// <summary>The people of the demo organization. The first four can sign in, one for each role.</summary>
internal static class DemoCast
{
    public const string Password = "look-into-the-camera";

    /// <summary>PIN of the employee who can sign in.</summary>
    public const string Pin = "271828";

    public static readonly IReadOnlyList<DemoUser> Users =
    [
        new("Ada Baker", "owner@demo.example", Role.Owner),
        new("Ben Okafor", "admin@demo.example", Role.Admin),
        new("Mia Lindqvist", "manager@demo.example", Role.Manager),
        new("Eve Nakamura", "employee@demo.example", Role.Employee),
    ];

    public static readonly IReadOnlyList<DemoPerson> People =
    [
        new("Ada Baker", "1001", 1, new TimeOnly(8, 0), DemoWorkplaces.Office),
        new("Ben Okafor", "1002", 2, new TimeOnly(8, 0), DemoWorkplaces.Office),
        new("Mia Lindqvist", "1003", 3, new TimeOnly(6, 0), DemoWorkplaces.Shop),
        new("Eve Nakamura", "1004", 4, new TimeOnly(8, 0), DemoWorkplaces.Shop),
        new("Tomás Herrera", "1005", 5, new TimeOnly(5, 30), DemoWorkplaces.Ovens),
        new("Grace Adeyemi", "1006", 6, new TimeOnly(5, 30), DemoWorkplaces.Ovens),
        new("Søren Holm", "1007", 7, new TimeOnly(9, 0), DemoWorkplaces.Office),
        new("Priya Raman", "1008", 8, new TimeOnly(8, 0), DemoWorkplaces.Shop, DemoWorkplaces.Station),
        new("Luca Conti", "1009", 9, new TimeOnly(6, 0), DemoWorkplaces.Shop, DemoWorkplaces.Station),
        new("Zofia Nowak", "1010", 10, new TimeOnly(8, 0), DemoWorkplaces.Shop, Enrols: false),
        new(
            "Kwame Mensah",
            "1011",
            11,
            new TimeOnly(13, 0),
            DemoWorkplaces.Shop,
            DemoWorkplaces.Station,
            Consents: false
        ),
        new("Iris van Dijk", "1012", 12, new TimeOnly(8, 0), DemoWorkplaces.Office, HasLeft: true),
        new("Nadia Brandt", "1013", 13, new TimeOnly(22, 0), DemoWorkplaces.Ovens, Enrols: false),
    ];
}

/// <param name="Face">Number of their drawn face: one that looks like no other here to the classic engine, which the
/// demo starts with.</param>
/// <param name="Starts">When the person usually arrives, in local time.</param>
/// <param name="Department">By name, see <see cref="DemoWorkplaces"/>.</param>
/// <param name="Site">By name.</param>
/// <param name="Enrols">False for a person who consented and has not been enrolled yet.</param>
/// <param name="HasLeft">Deactivated after the first two weeks.</param>
internal sealed record DemoPerson(
    string Name,
    string ExternalId,
    int Face,
    TimeOnly Starts,
    string Department = "Shop",
    string Site = DemoWorkplaces.MillLane,
    bool Consents = true,
    bool Enrols = true,
    bool HasLeft = false
)
{
    public bool IsEnrolled => Consents && Enrols;
}

internal sealed record DemoUser(string Name, string Email, Role Role);

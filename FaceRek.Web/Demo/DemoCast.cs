using FaceRek.Core.Organizations;

namespace FaceRek.Web.Demo;

/// <summary>Who plays in the demo organization. The first four can sign in, one for each role.</summary>
internal static class DemoCast
{
    public const string Password = "look-into-the-camera";

    /// <summary>Of the employee who can sign in.</summary>
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
        new("Ada Baker", "1001", new TimeOnly(7, 50)),
        new("Ben Okafor", "1002", new TimeOnly(8, 10)),
        new("Mia Lindqvist", "1003", new TimeOnly(6, 0)),
        new("Eve Nakamura", "1004", new TimeOnly(8, 0)),
        new("Tomás Herrera", "1005", new TimeOnly(5, 30)),
        new("Grace Adeyemi", "1006", new TimeOnly(5, 30)),
        new("Søren Holm", "1007", new TimeOnly(9, 0)),
        new("Priya Raman", "1008", new TimeOnly(8, 30)),
        new("Luca Conti", "1009", new TimeOnly(6, 0)),
        new("Zofia Nowak", "1010", new TimeOnly(8, 0), Enrols: false),
        new("Kwame Mensah", "1011", new TimeOnly(13, 0), Consents: false),
        new("Iris van Dijk", "1012", new TimeOnly(8, 0), HasLeft: true),
    ];
}

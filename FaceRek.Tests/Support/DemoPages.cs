namespace FaceRek.Tests.Support;

/// <summary>Pages of the demo organization that show its month.</summary>
internal static class DemoPages
{
    public static readonly IReadOnlyList<string> All =
    [
        "",
        "people",
        "me",
        "members",
        "check-in",
        "exceptions",
        "corrections",
        "shifts",
        "shifts/assignments",
        "policy",
        "periods",
        "week",
        "charts",
        "reports/register",
        "reports/muster",
        "reports/late",
        "reports/overtime",
        "reports/absence",
        "reports/payroll",
        "roll-call",
        "time-off",
        "sites",
        "sites/holidays",
        "departments",
    ];
}

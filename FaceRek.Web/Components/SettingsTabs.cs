namespace FaceRek.Web.Components;

/// <summary>The pages of an organization's settings, in display order.</summary>
public static class SettingsTabs
{
    public static readonly IReadOnlyList<Tab> All =
    [
        new("Company", "/settings"),
        new("Face model", "/settings/model"),
        new("Model rollout", "/settings/trial"),
        new("Recognition", "/settings/recognition"),
        new("Calibration", "/settings/calibration"),
        new("Liveness", "/settings/liveness"),
        new("Webhooks", "/settings/webhooks"),
        new("API keys", "/settings/keys"),
    ];

    /// <param name="Path">Below the organization.</param>
    public sealed record Tab(string Title, string Path)
    {
        public bool IsHere(PathString path) =>
            Path == "/settings" ? path == Path : path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);
    }
}

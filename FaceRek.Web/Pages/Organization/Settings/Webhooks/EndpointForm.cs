namespace FaceRek.Web.Pages.Organization.Settings.Webhooks;

public sealed record EndpointForm
{
    public string? Url { get; init; }
    public string[] Events { get; init; } = [];
}

using FaceRek.Core.Billing;

namespace FaceRek.Core.Workplaces;

/// <summary>What became of a wish to add or change a site.</summary>
public abstract record SiteOutcome
{
    private SiteOutcome() { }

    public sealed record Done(Site Site) : SiteOutcome;

    public sealed record NotFound : SiteOutcome;

    public sealed record NameTaken : SiteOutcome;

    public sealed record TooMany : SiteOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : SiteOutcome;
}

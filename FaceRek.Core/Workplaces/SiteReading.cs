namespace FaceRek.Core.Workplaces;

public abstract record SiteReading
{
    private SiteReading() { }

    public sealed record Good(SiteDetails Details) : SiteReading;

    public sealed record Bad(IReadOnlyList<SiteFault> Faults) : SiteReading;
}

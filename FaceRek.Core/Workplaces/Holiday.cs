using FaceRek.Core.Organizations;

namespace FaceRek.Core.Workplaces;

/// <summary>A day on which nobody is expected, at one site or at all of them.</summary>
public sealed class Holiday : ISharedRule
{
    public const int MaxNameLength = 80;

    /// <summary>In one organization: sixteen years of thirty, at as many as ten sites.</summary>
    public const int MaxCount = 5_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }

    /// <summary>Null for every site, and for people without one.</summary>
    public Guid? SiteId { get; init; }

    /// <summary>The day on the wall calendar of the site.</summary>
    public required DateOnly On { get; init; }

    public required string Name { get; init; }
}

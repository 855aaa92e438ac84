namespace FaceRek.Core.Workplaces;

/// <summary>Where somebody belongs.</summary>
public sealed record WorkplaceChoice(Guid? SiteId, Guid? DepartmentId);

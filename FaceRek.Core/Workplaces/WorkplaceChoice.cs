namespace FaceRek.Core.Workplaces;

/// <summary>The site and department of a person.</summary>
public sealed record WorkplaceChoice(Guid? SiteId, Guid? DepartmentId);

namespace FaceRek.Core.Organizations;

/// <summary>A row that belongs to one organization. Reads are filtered and writes are guarded by this alone, so nothing else has to remember.</summary>
public interface IOrganizationOwned
{
    Guid OrganizationId { get; }
}

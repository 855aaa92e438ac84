namespace FaceRek.Core.Organizations;

/// <summary>A row that belongs to one organization. Reads are filtered and writes are guarded by this alone, so nothing else has to remember.</summary>
public interface IOrganizationOwned
{
    Guid OrganizationId { get; }
}

/// <summary>A row that others keep copies of: they ask what changed since, and change only the revision they know.</summary>
public interface IRevised
{
    /// <summary>1, 2, 3 … with every change that is saved.</summary>
    int Revision { get; }

    DateTimeOffset ChangedAt { get; }

    void Revise(DateTimeOffset now);
}

/// <summary>A row that counts for many people at once, such as a shift or a holiday. Nodes keep copies, which hold as long as <see cref="Organization.RulesStamp"/> stays what it was.</summary>
public interface ISharedRule : IOrganizationOwned;

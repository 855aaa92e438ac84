namespace FaceRek.Core.Organizations;

/// <summary>
/// A row that belongs to one organization. The context uses this to filter reads and guard writes, so queries need no
/// condition for it.
/// </summary>
public interface IOrganizationOwned
{
    Guid OrganizationId { get; }
}

/// <summary>A row of which clients keep copies: they ask for changes since a revision, and change only the revision they know.</summary>
public interface IRevised
{
    /// <summary>1, 2, 3 … with every saved change.</summary>
    int Revision { get; }

    DateTimeOffset ChangedAt { get; }

    void Revise(DateTimeOffset now);
}

/// <summary>
/// A row that affects many people at once, such as a shift or a holiday. Nodes cache these rows as long as
/// <see cref="Organization.RulesStamp"/> is unchanged.
/// </summary>
public interface ISharedRule : IOrganizationOwned;

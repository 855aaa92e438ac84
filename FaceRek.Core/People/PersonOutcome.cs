using FaceRek.Core.Billing;

namespace FaceRek.Core.People;

/// <summary>What became of a wish to add or change a person.</summary>
public abstract record PersonOutcome
{
    private PersonOutcome() { }

    public sealed record Done(Person Person) : PersonOutcome;

    public sealed record NotFound : PersonOutcome;

    /// <summary>Somebody else in the organization has this external id.</summary>
    public sealed record ExternalIdTaken : PersonOutcome;

    /// <summary>The site is none of this organization, or closed.</summary>
    public sealed record NoSuchSite : PersonOutcome;

    public sealed record NoSuchDepartment : PersonOutcome;

    /// <summary>Somebody else changed the person since the caller looked.</summary>
    public sealed record OtherRevision(int Revision) : PersonOutcome;

    /// <summary>The plan has no room, or the organization can only be read at the moment.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : PersonOutcome;

    /// <summary>The name typed to confirm is not the person's.</summary>
    public sealed record OtherName : PersonOutcome;
}

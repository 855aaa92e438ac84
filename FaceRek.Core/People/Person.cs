using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;

namespace FaceRek.Core.People;

/// <summary>A person who can be recognised. May or may not have a sign-in.</summary>
public sealed class Person : IOrganizationOwned, IRevised
{
    public const int MaxNameLength = 100;
    public const int MaxExternalIdLength = 64;
    public const int MaxEmailLength = 254;

    /// <summary>Folding can lengthen a text: ligatures are split into their letters.</summary>
    public const int MaxSearchKeyLength = 2 * (MaxNameLength + MaxExternalIdLength + MaxEmailLength + 2);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Name
    {
        get;
        set
        {
            field = value;
            Remember();
        }
    }

    /// <summary>The number the HR system has for the person; unique in the organization where given.</summary>
    public string? ExternalId
    {
        get;
        set
        {
            field = value;
            Remember();
        }
    }

    public string? Email
    {
        get;
        set
        {
            field = value;
            Remember();
        }
    }

    /// <summary>
    /// Name, external id and email, folded (see <see cref="Folded"/>), because databases fold ASCII only. Starts with
    /// the name, so it also sorts by it.
    /// </summary>
    public string SearchKey { get; private set; } = "";

    /// <summary>The sign-in of this person, if any; unique in the organization.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Where the person usually works; its time zone applies to the punches.</summary>
    public Guid? SiteId { get; set; }

    /// <summary>The department whose leaders see and decide about this person.</summary>
    public Guid? DepartmentId { get; set; }

    public PersonStatus Status { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeactivatedAt { get; private set; }

    /// <summary>What a connected product stores with the person, see <see cref="PersonMetadata"/>; null for nothing.</summary>
    public string? Metadata { get; set; }

    public int Revision { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Salted hash of the PIN the person chose, see <see cref="Pin"/>; null until they choose one.</summary>
    public string? PinHash { get; set; }

    /// <summary>
    /// The key that encrypts the person's templates, itself encrypted by the master key; see
    /// <see cref="TemplateEncryption"/>. Without it the templates cannot be read.
    /// </summary>
    public byte[]? SealedFaceKey { get; set; }

    public bool IsActive => Status == PersonStatus.Active;
    public bool IsErased => Status == PersonStatus.Erased;

    public void Deactivate(DateTimeOffset now)
    {
        if (Status != PersonStatus.Active)
        {
            return;
        }
        Status = PersonStatus.Inactive;
        DeactivatedAt = now;
    }

    public void Reactivate()
    {
        if (Status != PersonStatus.Inactive)
        {
            return;
        }
        Status = PersonStatus.Active;
        DeactivatedAt = null;
    }

    /// <summary>Leaves a pseudonym, under which punches are kept as long as payroll needs them.</summary>
    public void Erase(DateTimeOffset now)
    {
        Status = PersonStatus.Erased;
        DeactivatedAt ??= now;
        Name = $"Erased person {Id.ToString("N")[^6..]}";
        (ExternalId, Email, UserId, Metadata, PinHash, SealedFaceKey) = (null, null, null, null, null, null);
    }

    void IRevised.Revise(DateTimeOffset now) => (Revision, ChangedAt) = (Revision + 1, now);

    private void Remember() => SearchKey = Folded.Of($"{Name}\n{ExternalId}\n{Email}");
}

public enum PersonStatus
{
    Active,

    /// <summary>Kept, but neither matches nor punches.</summary>
    Inactive,

    /// <summary>Face data and names are deleted; punches stay under a pseudonym.</summary>
    Erased,
}

/// <summary>Days on which a reactivated person had been deactivated: they were not expected to work then.</summary>
public sealed class EmploymentGap : IOrganizationOwned
{
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Until { get; init; }
}

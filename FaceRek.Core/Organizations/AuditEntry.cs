namespace FaceRek.Core.Organizations;

/// <summary>
/// One entry of the audit log of an organization: who changed what, when, from what to what. Added in the same save as
/// the change itself, and never changed afterwards. Contains words and ids, no addresses, secrets, pictures or
/// templates.
/// </summary>
public sealed class AuditEntry : IOrganizationOwned
{
    public const int MaxWhatLength = 64;
    public const int MaxByLength = 64;
    public const int MaxValueLength = 1_000;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>What was changed and how, in lower case: "subscription.changed", "organization.renamed".</summary>
    public required string What { get; init; }

    /// <summary>The signed-in user who did it; null where no user was signed in.</summary>
    public Guid? ByUserId { get; init; }

    /// <summary>Who did it when it was not a user: "Stripe", or the name of a key.</summary>
    public string? By { get; init; }

    /// <summary>The affected row, if there is one.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The old value in words; null where there was none.</summary>
    public string? Before
    {
        get;
        init => field = Fitted(value);
    }

    /// <summary>The new value in words; null where there is none.</summary>
    public string? After
    {
        get;
        init => field = Fitted(value);
    }

    private static string? Fitted(string? value) =>
        value?.Length > MaxValueLength ? value[..(MaxValueLength - 1)] + "…" : value;
}

/// <summary>Who makes a change, for <see cref="AuditEntry"/>: a signed-in user, or a program by the name of its key.</summary>
public sealed record Actor(Guid? UserId, string? Name = null);

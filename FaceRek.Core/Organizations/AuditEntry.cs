namespace FaceRek.Core.Organizations;

/// <summary>
/// One line of what was changed in an organization: who, when, what, from what to what. Added in the same save as the change itself, and
/// never changed afterwards. Holds words and ids, no addresses, secrets, pictures or templates.
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

    /// <summary>The signed-in user who did it; null where nobody was signed in.</summary>
    public Guid? ByUserId { get; init; }

    /// <summary>Who did it where it was no user: "Stripe", or the name of a key.</summary>
    public string? By { get; init; }

    /// <summary>The row it was done to, where there is one.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>As it was, in words; null where there was nothing.</summary>
    public string? Before
    {
        get;
        init => field = Fitted(value);
    }

    /// <summary>As it is now, in words; null where nothing is left.</summary>
    public string? After
    {
        get;
        init => field = Fitted(value);
    }

    private static string? Fitted(string? value) =>
        value?.Length > MaxValueLength ? value[..(MaxValueLength - 1)] + "…" : value;
}

/// <summary>Who changes something, for <see cref="AuditEntry"/>: a user who is signed in, or a program by the name of its key.</summary>
public sealed record Actor(Guid? UserId, string? Name = null);

using FaceRek.Core.Organizations;

namespace FaceRek.Core.People;

/// <summary>A person's consent to face recognition: who, when, which text. Nothing makes a template without a live one.</summary>
public sealed class FaceConsent : IOrganizationOwned
{
    public const int MaxStatementLength = 500;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required int TextVersion { get; init; }

    /// <summary>SHA-256 of the text that was shown, 32 bytes.</summary>
    public required byte[] TextHash { get; init; }

    public required string Locale { get; init; }
    public required ConsentWay Way { get; init; }
    public required Guid GivenById { get; init; }

    /// <summary>How it was given, where an admin recorded it.</summary>
    public string? Statement { get; init; }

    public required DateTimeOffset GivenAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public Guid? WithdrawnById { get; private set; }
    public bool IsLive => WithdrawnAt is null;

    public void Withdraw(DateTimeOffset now, Guid byUserId)
    {
        WithdrawnAt ??= now;
        WithdrawnById ??= byUserId;
    }
}

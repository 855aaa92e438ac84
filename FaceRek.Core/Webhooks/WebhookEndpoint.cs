using FaceRek.Core.Organizations;

namespace FaceRek.Core.Webhooks;

/// <summary>An organization's address that receives events.</summary>
public sealed class WebhookEndpoint : IOrganizationOwned
{
    public const int MaxUrlLength = 500;
    public const int MaxPerOrganization = 10;

    /// <summary>After a change of secret both sign, so that a receiver can switch without losing a message.</summary>
    public static readonly TimeSpan RotationOverlap = TimeSpan.FromHours(24);

    /// <summary>How long messages wait for a stopped endpoint. After that no new ones are stored, so that they do not pile up.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromDays(7);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Url { get; set; }

    /// <summary>Names from <see cref="WebhookEvent.All"/>, separated by spaces.</summary>
    public required string Events { get; set; }

    /// <summary>See <see cref="WebhookSecrets"/>; it was shown once.</summary>
    public required byte[] SealedSecret { get; set; }

    public byte[]? SealedFormerSecret { get; private set; }
    public DateTimeOffset? FormerSecretUntil { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When sending was stopped: by an admin, or because the receiver returned 410 Gone.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Up to when closed days were sent; see <see cref="WebhookEvent.DayClosed"/>.</summary>
    public DateTimeOffset? DaysToldUntil { get; set; }

    public bool IsStopped => StoppedAt is not null;

    public bool Wants(string type) => Events.Split(' ').Contains(type, StringComparer.Ordinal);

    public bool SignsWithFormer(DateTimeOffset now) => SealedFormerSecret is not null && now < FormerSecretUntil;

    public void Rotate(byte[] sealedSecret, DateTimeOffset now)
    {
        (SealedFormerSecret, FormerSecretUntil) = (SealedSecret, now + RotationOverlap);
        SealedSecret = sealedSecret;
    }

    public void Stop(DateTimeOffset now) => StoppedAt ??= now;

    public void Resume() => StoppedAt = null;
}

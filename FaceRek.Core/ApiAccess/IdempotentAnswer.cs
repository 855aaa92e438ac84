using FaceRek.Core.Organizations;

namespace FaceRek.Core.ApiAccess;

/// <summary>
/// The response to a write with an idempotency key, so that the same write sent again gets the same response and does
/// nothing.
/// </summary>
public sealed class IdempotentAnswer : IOrganizationOwned
{
    public const int MaxKeyLength = 255;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A request that has run longer was interrupted by a crash; the next one does the work.</summary>
    public static readonly TimeSpan MaxWorkTime = TimeSpan.FromMinutes(1);

    public required Guid OrganizationId { get; init; }

    /// <summary>The key or user that sent it: callers do not share idempotency keys.</summary>
    public required Guid CallerId { get; init; }

    /// <summary>Chosen by the caller.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path, query and body, 32 bytes.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while the first request is running.</summary>
    public int? Status { get; private set; }

    /// <summary>Headers and body, encrypted, because they may contain keys that are shown once.</summary>
    public byte[]? Sealed { get; private set; }
}

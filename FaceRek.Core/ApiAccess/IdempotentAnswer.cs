using FaceRek.Core.Organizations;

namespace FaceRek.Core.ApiAccess;

/// <summary>What was answered to a write that named itself, so that the same write sent again gets the same answer and does nothing.</summary>
public sealed class IdempotentAnswer : IOrganizationOwned
{
    public const int MaxKeyLength = 255;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A request that has been at work for longer was cut off by a crash; whoever comes next does the work.</summary>
    public static readonly TimeSpan MaxWorkTime = TimeSpan.FromMinutes(1);

    public required Guid OrganizationId { get; init; }

    /// <summary>The key or user that asked: callers do not share names.</summary>
    public required Guid CallerId { get; init; }

    /// <summary>As the caller chose it.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path, query and body, 32 bytes.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while the first request is at work.</summary>
    public int? Status { get; private set; }

    /// <summary>Headers and body, sealed: among them are keys that are shown once.</summary>
    public byte[]? Sealed { get; private set; }
}

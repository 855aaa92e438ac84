namespace FaceRek.Core.ApiAccess;

/// <summary>
/// A key pair that signs access tokens of all organizations. It is published well before its first signature and for a
/// while after its last.
/// </summary>
public sealed class TokenKey
{
    /// <summary>How long one key signs.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromDays(30);

    /// <summary>A client that reads the published keys once a day knows a key before it signs.</summary>
    public static readonly TimeSpan Announced = TimeSpan.FromHours(24);

    /// <summary>Longer than any token is valid.</summary>
    public static readonly TimeSpan KeptAfter = TimeSpan.FromHours(1);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>PKCS#8 of an ECDSA key on P-256, encrypted; the decryption key is not in the database.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Unique, so that two nodes do not both create the next key.</summary>
    public required DateTimeOffset SignsFrom { get; init; }

    public DateTimeOffset SignsUntil => SignsFrom + Term;

    public bool IsPublished(DateTimeOffset now) => now < SignsUntil + KeptAfter;
}

namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>The response; as bytes, so that a replay is exactly the same.</summary>
public sealed record WireAnswer(int Status, byte[] Body)
{
    public string ContentType { get; init; } = "application/json";
    public bool IsReplayed { get; init; }

    /// <summary>Stripe's advice about a retry; null for none.</summary>
    public bool? ShouldRetry { get; init; }
}

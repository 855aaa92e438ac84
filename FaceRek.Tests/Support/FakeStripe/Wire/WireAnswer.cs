namespace FaceRek.Tests.Support.FakeStripe.Wire;

/// <summary>What goes back over the wire; bytes, so that a replay is the same to the last one.</summary>
public sealed record WireAnswer(int Status, byte[] Body)
{
    public string ContentType { get; init; } = "application/json";
    public bool IsReplayed { get; init; }

    /// <summary>What Stripe advises on trying again; null says nothing.</summary>
    public bool? ShouldRetry { get; init; }
}

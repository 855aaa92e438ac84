namespace FaceRek.Tests.Support.FakeStripe.Hooks;

/// <summary>One attempt to deliver an event.</summary>
/// <param name="Status">The receiver's; null where it could not be reached.</param>
public sealed record Delivery(string EventId, string Type, int Attempt, int? Status)
{
    /// <summary>A redirect is a failure too.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;
}

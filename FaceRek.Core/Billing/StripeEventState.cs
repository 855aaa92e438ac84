namespace FaceRek.Core.Billing;

public enum StripeEventState
{
    Waiting,
    Done,

    /// <summary>Of a kind, or about a customer, that means nothing to us.</summary>
    Ignored,

    /// <summary>Test money where ours is real, or the other way round.</summary>
    Rejected,

    /// <summary>It failed too often: somebody has to look, and may replay it.</summary>
    Dead,
}

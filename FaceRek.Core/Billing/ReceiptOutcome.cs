namespace FaceRek.Core.Billing;

public enum ReceiptOutcome
{
    /// <summary>Kept, now or before: Stripe need not send it again.</summary>
    Kept,

    /// <summary>Not signed by Stripe, too old, or no event.</summary>
    Forged,

    /// <summary>No secret is set, so nothing can be believed.</summary>
    NotConfigured,
}

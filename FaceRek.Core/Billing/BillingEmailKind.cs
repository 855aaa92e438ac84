namespace FaceRek.Core.Billing;

public enum BillingEmailKind
{
    TrialEnding,
    PaymentFailed,

    /// <summary>The bank wants the customer to confirm a payment.</summary>
    ActionRequired,
    Cancelled,
}

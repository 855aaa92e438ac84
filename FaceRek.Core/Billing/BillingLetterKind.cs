namespace FaceRek.Core.Billing;

public enum BillingLetterKind
{
    TrialEnding,
    PaymentFailed,

    /// <summary>The bank wants the customer to confirm a payment.</summary>
    ActionRequired,
    Cancelled,
}

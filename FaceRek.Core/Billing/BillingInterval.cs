namespace FaceRek.Core.Billing;

/// <summary>How often a subscription is paid, in advance.</summary>
public enum BillingInterval
{
    Month,
    Year,
}

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>The tab that is open.</summary>
public enum BillingView
{
    Subscription,
    Transactions,
    Seats,
    Report,
}

namespace FaceRek.Core.Billing;

/// <summary>What an owner's subscription page says.</summary>
/// <param name="IsConfigured">Whether anything can be bought here.</param>
/// <param name="Subscription">The one that decides; null where there is none.</param>
/// <param name="Overdue">Invoices whose payment failed, the oldest first.</param>
/// <param name="Alert">What an operator should look at.</param>
public sealed record SubscriptionOverview(
    BillingAccess Access,
    bool IsConfigured,
    bool IsTest,
    Subscription? Subscription,
    IReadOnlyList<Invoice> Overdue,
    OpenCheckout? OpenCheckout,
    string? Alert,
    DateTimeOffset? SyncedAt,
    int DeadLetters
)
{
    /// <summary>Whether the portal has a customer to show.</summary>
    public required bool HasCustomer { get; init; }
}

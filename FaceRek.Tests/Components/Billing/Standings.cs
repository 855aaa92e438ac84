using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Components.Billing;

/// <summary>Subscription states of a bakery, computed by the real rule from rows and a clock.</summary>
internal static class Standings
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset PeriodEnd = Now.AddDays(20);

    public static Organization Bakery { get; } =
        new()
        {
            Name = "Bakery",
            Slug = "bakery",
            Zone = "Europe/London",
            FaceModel = "classic",
            CreatedAt = Now.AddDays(-60),
        };

    /// <param name="trialLeft">Days; negative for an expired trial.</param>
    public static SubscriptionOverview Without(int seats, int trialLeft, bool isConfigured = true) =>
        Of(null, seats, Now.AddDays(trialLeft), isConfigured, [], owes: false);

    public static SubscriptionOverview With(
        string status,
        int seats = 12,
        Func<SubscriptionSnapshot, SubscriptionSnapshot>? told = null,
        DateTimeOffset? syncedAt = null,
        bool isOverdue = false,
        bool owes = false,
        bool isConfigured = true
    )
    {
        var subscription = new Subscription { OrganizationId = Bakery.Id, StripeId = "sub_1" };
        var snapshot = new SubscriptionSnapshot(
            "sub_1",
            "si_1",
            status,
            "facerek_team_month_v1",
            seats,
            Now.AddDays(-40)
        )
        {
            PeriodStartAt = PeriodEnd.AddMonths(-1),
            PeriodEndAt = PeriodEnd,
        };
        subscription.Apply(told?.Invoke(snapshot) ?? snapshot, syncedAt ?? Now);
        var overdue = new Invoice
        {
            OrganizationId = Bakery.Id,
            StripeId = "in_1",
            Status = InvoiceStatus.Open,
            Attempts = 1,
            Total = 3000,
            Remaining = 3000,
            CreatedAt = Now,
        };
        return Of(subscription, seats, Now.AddDays(-46), isConfigured, isOverdue ? [overdue] : [], owes);
    }

    private static SubscriptionOverview Of(
        Subscription? subscription,
        int seats,
        DateTimeOffset trialEndsAt,
        bool isConfigured,
        Invoice[] overdue,
        bool owes
    ) =>
        new(
            BillingAccessPolicy.At(trialEndsAt, seats, subscription is null ? [] : [subscription], owes, Now),
            isConfigured,
            IsTest: false,
            subscription,
            overdue,
            OpenCheckout: null,
            Alert: null,
            SyncedAt: Now,
            DeadLetters: 0
        )
        {
            HasCustomer = subscription is not null,
        };
}

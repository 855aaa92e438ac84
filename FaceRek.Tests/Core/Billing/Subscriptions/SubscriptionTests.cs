using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly Subscription subscription = new() { OrganizationId = Guid.CreateVersion7(), StripeId = "sub_1" };

    [Fact]
    public void The_grace_runs_from_the_oldest_unpaid_invoice_whenever_we_hear_of_it_and_is_cleared_only_by_a_payment()
    {
        Apply(SubscriptionStatus.PastDue, Now, unpaidSince: Now);
        Apply(SubscriptionStatus.PastDue, Now.AddDays(3), unpaidSince: Now);
        Apply(SubscriptionStatus.Unpaid, Now.AddDays(20), unpaidSince: Now);
        Assert.Equal(Now + Subscription.Grace, subscription.GraceUntil);
        Apply(SubscriptionStatus.PastDue, Now.AddDays(21), unpaidSince: Now.AddDays(20));
        Assert.Equal(Now.AddDays(20) + Subscription.Grace, subscription.GraceUntil);
        Apply(SubscriptionStatus.Active, Now.AddDays(22));
        Assert.Null(subscription.GraceUntil);
    }

    [Fact]
    public void The_grace_runs_from_the_first_failure_and_not_from_when_we_heard_of_it()
    {
        Apply(SubscriptionStatus.PastDue, Now, unpaidSince: Now.AddDays(-3));
        Assert.Equal(Now.AddDays(-3) + Subscription.Grace, subscription.GraceUntil);
    }

    [Theory]
    [InlineData(SubscriptionStatus.Canceled)]
    [InlineData(SubscriptionStatus.IncompleteExpired)]
    public void What_has_ended_is_never_brought_back_by_an_older_read(string end)
    {
        Apply(SubscriptionStatus.Active, Now);
        Apply(end, Now.AddDays(1));
        Apply(SubscriptionStatus.Active, Now.AddDays(2));
        Assert.Equal(end, subscription.Status);
    }

    [Fact]
    public void The_same_told_twice_is_no_change()
    {
        Assert.True(Apply(SubscriptionStatus.Active, Now));
        Assert.False(Apply(SubscriptionStatus.Active, Now.AddMinutes(1)));
    }

    [Fact]
    public void A_price_without_a_name_of_ours_keeps_the_plan()
    {
        Apply(SubscriptionStatus.Active, Now);
        subscription.Apply(Told(SubscriptionStatus.Active) with { LookupKey = null }, Now);
        Assert.Equal(PlanCatalogue.Team, subscription.Offer?.Plan);
    }

    private bool Apply(string status, DateTimeOffset at, DateTimeOffset? unpaidSince = null) =>
        subscription.Apply(Told(status) with { UnpaidSince = unpaidSince }, at);

    private static SubscriptionSnapshot Told(string status) =>
        new("sub_1", "si_1", status, "facerek_team_month_v1", 7, Now);
}

using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

/// <summary>The table from facts to access, row by row. The time is an argument: nothing has to run for access to change.</summary>
public sealed class BillingAccessPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset TrialOver = Now.AddDays(-1);
    private static readonly Guid Bakery = Guid.CreateVersion7();

    [Fact]
    public void The_trial_is_full_until_its_last_second()
    {
        var access = BillingAccessPolicy.At(Now.AddSeconds(1), 30, [], owesInvoices: false, Now);
        Assert.Equal(
            (false, AccessReason.Trial, Now.AddSeconds(1), 20),
            (access.IsReadOnly, access.Reason, access.Until, access.SeatsLeft)
        );
    }

    [Theory]
    [InlineData(5, false, AccessReason.Free)]
    [InlineData(6, true, AccessReason.TooManyForFree)]
    public void After_the_trial_few_people_are_free_and_more_can_be_read(
        int seats,
        bool isReadOnly,
        AccessReason reason
    )
    {
        var access = BillingAccessPolicy.At(Now, seats, [], owesInvoices: false, Now);
        Assert.Equal((isReadOnly, reason, PlanCatalogue.Free), (access.IsReadOnly, access.Reason, access.Plan));
    }

    [Theory]
    [InlineData(SubscriptionStatus.Active, false, AccessReason.Subscribed)]
    [InlineData(SubscriptionStatus.Trialing, false, AccessReason.Subscribed)]
    [InlineData(SubscriptionStatus.Unpaid, true, AccessReason.Unpaid)]
    [InlineData(SubscriptionStatus.Paused, true, AccessReason.Paused)]
    [InlineData(SubscriptionStatus.Canceled, true, AccessReason.TooManyForFree)]
    [InlineData(SubscriptionStatus.Incomplete, true, AccessReason.TooManyForFree)]
    [InlineData(SubscriptionStatus.IncompleteExpired, true, AccessReason.TooManyForFree)]
    public void A_state_of_Stripes_means_an_access_of_ours(string status, bool isReadOnly, AccessReason reason)
    {
        var access = AccessOf(Mirrored(Told(status)));
        Assert.Equal((isReadOnly, reason), (access.IsReadOnly, access.Reason));
    }

    [Fact]
    public void A_failed_payment_leaves_fourteen_days_and_then_only_reading()
    {
        var subscription = Mirrored(Told(SubscriptionStatus.PastDue) with { UnpaidSince = Now });
        var (within, after) = (
            AccessOf(subscription, Now.AddDays(14).AddTicks(-1)),
            AccessOf(subscription, Now.AddDays(14))
        );
        Assert.Equal((false, AccessReason.PastDue, Now.AddDays(14)), (within.IsReadOnly, within.Reason, within.Until));
        Assert.Equal((true, AccessReason.GraceOver), (after.IsReadOnly, after.Reason));
    }

    [Fact]
    public void A_cancelled_subscription_is_full_until_its_day()
    {
        var access = AccessOf(
            Mirrored(Told(SubscriptionStatus.Active) with { CancelAt = Now.AddDays(9), CancelsAtPeriodEnd = true })
        );
        Assert.Equal(
            (false, AccessReason.SubscribedUntilEnd, Now.AddDays(9)),
            (access.IsReadOnly, access.Reason, access.Until)
        );
    }

    [Fact]
    public void A_paused_collection_changes_nothing_but_a_flag()
    {
        var access = AccessOf(Mirrored(Told(SubscriptionStatus.Active) with { IsCollectionPaused = true }));
        Assert.Equal((false, true), (access.IsReadOnly, access.IsCollectionPaused));
    }

    [Fact]
    public void An_unknown_state_keeps_the_last_access()
    {
        var subscription = Mirrored(Told(SubscriptionStatus.Active));
        subscription.Apply(Told("suspended_by_moon"), Now);
        Assert.Equal(
            ("suspended_by_moon", AccessReason.Subscribed),
            (subscription.Status, AccessOf(subscription).Reason)
        );
    }

    [Fact]
    public void An_unfinished_first_payment_is_no_subscription_and_says_so()
    {
        var access = BillingAccessPolicy.At(
            Now.AddDays(3),
            30,
            [Mirrored(Told(SubscriptionStatus.Incomplete))],
            owesInvoices: false,
            Now
        );
        Assert.Equal((AccessReason.Trial, true), (access.Reason, access.IsPaymentUnfinished));
    }

    [Theory]
    [InlineData("payment_failed", true, true)]
    [InlineData("payment_failed", false, false)]
    [InlineData("cancellation_requested", true, false)]
    public void Who_stopped_paying_pays_first_before_buying_again(string reason, bool hasOpenInvoices, bool owes)
    {
        var ended = Mirrored(Told(SubscriptionStatus.Canceled) with { EndReason = reason, EndedAt = Now });
        Assert.Equal(owes, BillingAccessPolicy.At(TrialOver, 3, [ended], hasOpenInvoices, Now).OwesInvoices);
    }

    [Fact]
    public void Of_several_subscriptions_the_best_decides_and_then_the_newest()
    {
        var (old, paid, late) = (
            Mirrored(Told(SubscriptionStatus.Canceled, "sub_old")),
            Mirrored(Told(SubscriptionStatus.Active, "sub_paid")),
            Mirrored(Told(SubscriptionStatus.PastDue, "sub_late"))
        );
        var newest = Mirrored(Told(SubscriptionStatus.Active, "sub_new") with { CreatedAt = Now.AddDays(1) });
        Assert.Equal("sub_paid", BillingAccessPolicy.Governing([old, late, paid])!.StripeId);
        Assert.Equal("sub_new", BillingAccessPolicy.Governing([paid, newest])!.StripeId);
    }

    [Fact]
    public void What_a_plan_includes_follows_the_price_that_is_paid()
    {
        Assert.Equal(PlanCatalogue.Team, AccessOf(Mirrored(Told(SubscriptionStatus.Active))).Plan);
        Assert.Equal(
            PlanCatalogue.Business,
            AccessOf(Mirrored(Told(SubscriptionStatus.Active) with { LookupKey = "facerek_business_year_v1" })).Plan
        );
    }

    private static BillingAccess AccessOf(Subscription subscription, DateTimeOffset? now = null) =>
        BillingAccessPolicy.At(TrialOver, 30, [subscription], owesInvoices: false, now ?? Now);

    private static Subscription Mirrored(SubscriptionSnapshot told)
    {
        var subscription = new Subscription { OrganizationId = Bakery, StripeId = told.StripeId };
        subscription.Apply(told, Now);
        return subscription;
    }

    private static SubscriptionSnapshot Told(string status, string id = "sub_1") =>
        new(id, "si_1", status, "facerek_team_month_v1", 30, Now.AddDays(-40));
}

using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

/// <summary>Each field of a subscription: it is copied, its change is reported, and it is in the audit log.</summary>
public sealed class SubscriptionFieldsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly SubscriptionSnapshot Told = new(
        "sub_1",
        "si_1",
        SubscriptionStatus.Active,
        "facerek_team_month_v1",
        7,
        Now
    )
    {
        PeriodStartAt = Now,
        PeriodEndAt = Now.AddMonths(1),
    };

    public static TheoryData<string> Fields =>
        ["status", "item", "price", "seats", "period", "cancel", "flag", "ended", "paused", "pending"];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Whatever_changes_is_news_once(string field)
    {
        var subscription = Applied(Told);
        var changed = field switch
        {
            "status" => Told with { Status = SubscriptionStatus.Trialing },
            "item" => Told with { ItemId = "si_2" },
            "price" => Told with { LookupKey = "facerek_business_month_v1" },
            "seats" => Told with { Seats = 8 },
            "period" => Told with { PeriodEndAt = Now.AddMonths(2) },
            "cancel" => Told with { CancelAt = Now.AddDays(9) },
            "flag" => Told with { CancelsAtPeriodEnd = true },
            "ended" => Told with { EndedAt = Now },
            "paused" => Told with { IsCollectionPaused = true },
            _ => Told with { PendingUntil = Now.AddHours(23) },
        };
        Assert.False(subscription.Apply(Told, Now));
        Assert.True(subscription.Apply(changed, Now.AddMinutes(1)));
        Assert.False(subscription.Apply(changed, Now.AddMinutes(2)));
        Assert.Equal(Now.AddMinutes(2), subscription.SyncedAt);
    }

    [Fact]
    public void Everything_that_was_told_is_taken_over()
    {
        var subscription = Applied(
            Told with
            {
                CancelAt = Now.AddDays(9),
                CancelsAtPeriodEnd = true,
                EndedAt = Now.AddDays(1),
                EndReason = "payment_failed",
                IsCollectionPaused = true,
                PendingUntil = Now.AddHours(23),
            }
        );
        Assert.Equal(
            ("si_1", "active", "active", "facerek_team_month_v1", 7, Now),
            (
                subscription.ItemId,
                subscription.Status,
                subscription.KnownStatus,
                subscription.LookupKey,
                subscription.Seats,
                subscription.CreatedAt
            )
        );
        Assert.Equal(
            (Now, Now.AddMonths(1), Now.AddDays(9), true),
            (
                subscription.PeriodStartAt,
                subscription.PeriodEndAt,
                subscription.CancelAt,
                subscription.CancelsAtPeriodEnd
            )
        );
        Assert.Equal(
            (Now.AddDays(1), "payment_failed", true, Now.AddHours(23)),
            (subscription.EndedAt, subscription.EndReason, subscription.IsCollectionPaused, subscription.PendingUntil)
        );
        // A period that is missing in a snapshot keeps its value; every other missing value is cleared.
        subscription.Apply(Told with { PeriodStartAt = null, PeriodEndAt = null }, Now);
        Assert.Equal(
            (Now, Now.AddMonths(1), null, false),
            (
                subscription.PeriodStartAt,
                subscription.PeriodEndAt,
                subscription.CancelAt,
                subscription.CancelsAtPeriodEnd
            )
        );
        Assert.Equal(
            (null, null, false, null),
            (subscription.EndedAt, subscription.EndReason, subscription.IsCollectionPaused, subscription.PendingUntil)
        );
    }

    [Fact]
    public void The_snapshot_of_another_subscription_is_a_mistake()
    {
        var subscription = Applied(Told);
        Assert.Throws<ArgumentException>(() => subscription.Apply(Told with { StripeId = "sub_2" }, Now));
    }

    /// <summary>
    /// Where Stripe gives no date, the grace period starts when the failure was first seen; later snapshots do not
    /// change it.
    /// </summary>
    [Fact]
    public void The_grace_begins_with_the_first_failure_and_not_again_with_each_look()
    {
        var subscription = Applied(Told);
        Assert.True(subscription.Apply(Told with { Status = SubscriptionStatus.PastDue }, Now));
        for (var day = 1; day < 20; day++)
        {
            Assert.False(subscription.Apply(Told with { Status = SubscriptionStatus.PastDue }, Now.AddDays(day)));
            Assert.Equal(Now.AddDays(14), subscription.GraceUntil);
        }
        // Paused, written off or ended does not remove it; a payment does.
        foreach (
            var status in (string[])[SubscriptionStatus.Paused, SubscriptionStatus.Unpaid, SubscriptionStatus.Trialing]
        )
        {
            subscription.Apply(Told with { Status = status }, Now.AddDays(20));
            Assert.Equal(Now.AddDays(14), subscription.GraceUntil);
        }
        Assert.True(subscription.Apply(Told, Now.AddDays(21)));
        Assert.Null(subscription.GraceUntil);
        // The next failure counts as a first one again.
        subscription.Apply(Told with { Status = SubscriptionStatus.PastDue }, Now.AddDays(40));
        Assert.Equal(Now.AddDays(54), subscription.GraceUntil);
    }

    [Fact]
    public void What_has_ended_can_still_learn_why()
    {
        var subscription = Applied(Told with { Status = SubscriptionStatus.Canceled });
        Assert.True(
            subscription.Apply(
                Told with
                {
                    Status = SubscriptionStatus.Canceled,
                    EndedAt = Now,
                    EndReason = "payment_failed",
                },
                Now
            )
        );
        Assert.Equal("payment_failed", subscription.EndReason);
        Assert.False(subscription.Apply(Told with { Seats = 99 }, Now));
        Assert.Equal(7, subscription.Seats);
    }

    [Fact]
    public void In_words_it_says_all_that_an_owner_wants_to_find_in_the_record()
    {
        Assert.Equal("facerek_team_month_v1 for 7, active", Applied(Told).InWords());
        Assert.Equal(
            "facerek_team_month_v1 for 7, active, ends 2026-03-11",
            Applied(Told with { CancelAt = Now.AddDays(9) }).InWords()
        );
        Assert.Equal(
            "facerek_team_month_v1 for 7, past_due, to be paid by 2026-03-16",
            Applied(Told with { Status = SubscriptionStatus.PastDue, UnpaidSince = Now }).InWords()
        );
        Assert.Equal(
            "facerek_team_month_v1 for 7, active, collection paused, a change awaits payment",
            Applied(Told with { IsCollectionPaused = true, PendingUntil = Now }).InWords()
        );
    }

    [Theory]
    [InlineData("active", 0, true, false)]
    [InlineData("trialing", 1, true, false)]
    [InlineData("past_due", 2, true, false)]
    [InlineData("unpaid", 3, true, false)]
    [InlineData("paused", 4, true, false)]
    [InlineData("incomplete", 5, false, false)]
    [InlineData("canceled", 6, false, true)]
    [InlineData("incomplete_expired", 7, false, true)]
    public void Stripes_words_have_a_rank_and_say_whether_it_lives_or_has_ended(
        string status,
        int rank,
        bool isLive,
        bool isTerminal
    )
    {
        Assert.Equal(
            (true, rank, isLive, isTerminal),
            (
                SubscriptionStatus.IsKnown(status),
                SubscriptionStatus.RankOf(status),
                SubscriptionStatus.IsLive(status),
                SubscriptionStatus.IsTerminal(status)
            )
        );
        var subscription = Applied(Told with { Status = status, CancelAt = Now.AddDays(9) });
        Assert.Equal(
            (isLive, isTerminal, isLive),
            (subscription.IsLive, subscription.IsTerminal, subscription.IsEnding)
        );
        Assert.False(Applied(Told with { Status = status }).IsEnding);
    }

    [Fact]
    public void An_unknown_word_of_Stripes_is_none_of_them()
    {
        Assert.False(
            SubscriptionStatus.IsKnown("sleeping")
                || SubscriptionStatus.IsLive("sleeping")
                || SubscriptionStatus.IsTerminal("sleeping")
        );
        var subscription = new Subscription { OrganizationId = Guid.CreateVersion7(), StripeId = "sub_1" };
        Assert.Equal(
            (SubscriptionStatus.Incomplete, SubscriptionStatus.Incomplete),
            (subscription.Status, subscription.KnownStatus)
        );
        Assert.True(subscription.Apply(Told with { Status = "sleeping" }, Now));
        Assert.Equal(("sleeping", SubscriptionStatus.Incomplete), (subscription.Status, subscription.KnownStatus));
    }

    [Fact]
    public void Webhooks_are_told_plan_interval_and_dates()
    {
        var told = SubscriptionPayload.Of(
            Applied(
                Told with
                {
                    LookupKey = "facerek_business_year_v1",
                    Status = SubscriptionStatus.PastDue,
                    CancelAt = Now.AddDays(9),
                    UnpaidSince = Now,
                }
            )
        );
        Assert.Equal(
            new SubscriptionPayload(
                "business",
                "year",
                7,
                "past_due",
                Now.AddMonths(1),
                Now.AddDays(9),
                Now.AddDays(14)
            ),
            told
        );
        var byHand = SubscriptionPayload.Of(Applied(Told with { LookupKey = "by_hand" }));
        Assert.Equal((null, null), (byHand.Plan, byHand.Interval));
    }

    private static Subscription Applied(SubscriptionSnapshot told)
    {
        var subscription = new Subscription { OrganizationId = Guid.CreateVersion7(), StripeId = "sub_1" };
        subscription.Apply(told, Now);
        return subscription;
    }
}

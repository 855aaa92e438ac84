using Bunit;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Components.Billing;

public sealed class BillingNotesTests : IDisposable
{
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Theory]
    [InlineData(5, null)]
    [InlineData(4, "Your trial ends on 29 November 2026.")]
    [InlineData(1, "Your trial ends on 26 November 2026.")]
    public void Owners_are_told_of_the_end_of_a_trial_when_it_is_near(int daysLeft, string? title) =>
        Assert.Equal(title, NoteFor(Role.Owner, Standings.Without(seats: 12, daysLeft))?.Title);

    [Fact]
    public void In_grace_only_owners_are_told_until_when_everything_works()
    {
        var standing = Standings.With(SubscriptionStatus.PastDue);
        var note = NoteFor(Role.Owner, standing);
        Assert.Equal(("A payment failed.", "notice--warn"), (note?.Title, note?.Tone));
        Assert.Contains("until 9 December 2026", note?.Text, StringComparison.Ordinal);
        Assert.All([Role.Admin, Role.Manager, Role.Employee], role => Assert.Null(NoteFor(role, standing)));
    }

    [Theory]
    [InlineData(SubscriptionStatus.Unpaid, "An invoice is unpaid.")]
    [InlineData(SubscriptionStatus.Paused, "The subscription is paused.")]
    [InlineData(SubscriptionStatus.Canceled, "12 people are more than Free includes.")]
    public void Read_only_is_explained_to_owners_and_admins_and_says_that_check_ins_still_work(
        string status,
        string why
    )
    {
        var standing = Standings.With(status);
        foreach (var role in new[] { Role.Owner, Role.Admin })
        {
            var note = NoteFor(role, standing);
            Assert.Equal("FaceRek is read-only.", note?.Title);
            Assert.Contains(why, note?.Text, StringComparison.Ordinal);
            Assert.Contains("Check-ins, reports and exports go on", note?.Text, StringComparison.Ordinal);
            Assert.Equal(role == Role.Owner, note?.Button is not null);
        }
        Assert.Contains(
            "An owner of your company can change that",
            NoteFor(Role.Admin, standing)?.Text,
            StringComparison.Ordinal
        );
        Assert.Null(NoteFor(Role.Manager, standing));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(7, true)]
    public void The_end_of_a_cancelled_plan_is_told_a_week_before(int daysLeft, bool isTold)
    {
        var standing = Standings.With(
            SubscriptionStatus.Active,
            told: s => s with { CancelAt = Standings.Now.AddDays(daysLeft) }
        );
        Assert.Equal(isTold, NoteFor(Role.Owner, standing) is not null);
    }

    [Fact]
    public void Where_all_is_well_nothing_is_said() =>
        Assert.Null(NoteFor(Role.Owner, Standings.With(SubscriptionStatus.Active)));

    private BillingNote? NoteFor(Role role, SubscriptionOverview standing) =>
        new BillingNotes(
            bunit.Words(),
            new PlanText(bunit.Words()),
            Current(role),
            new FakeTimeProvider(Standings.Now)
        ).For(standing.Access);

    private static CurrentOrganization Current(Role role)
    {
        var current = new CurrentOrganization();
        current.Enter(Standings.Bakery, role);
        return current;
    }
}

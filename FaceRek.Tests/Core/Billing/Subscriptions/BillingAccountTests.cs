using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Tests.Core.Billing.Subscriptions;

public sealed class BillingAccountTests
{
    [Fact]
    public void A_repeated_request_is_the_same_and_seven_eight_seven_are_three()
    {
        var account = new BillingAccount { OrganizationId = Guid.CreateVersion7() };
        List<int> revisions = [];
        foreach (var (seats, before) in new[] { (8, 7), (8, 7), (7, 8), (8, 7) })
        {
            account.AimAt(seats, before);
            revisions.Add(account.SeatRevision);
        }
        Assert.Equal([1, 1, 2, 3], revisions);
    }

    [Fact]
    public void The_same_request_after_it_was_carried_out_is_a_new_one()
    {
        var account = new BillingAccount { OrganizationId = Guid.CreateVersion7() };
        account.AimAt(8, before: 7);
        account.Reach();
        // The quantity was reset by hand at Stripe.
        account.AimAt(8, before: 7);
        Assert.Equal(2, account.SeatRevision);
    }
}

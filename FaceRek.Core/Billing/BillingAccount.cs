using FaceRek.Core.Organizations;

namespace FaceRek.Core.Billing;

/// <summary>An organization as a customer of Stripe's. There is none until somebody wants to pay.</summary>
public sealed class BillingAccount : IOrganizationOwned
{
    /// <summary>One for each organization.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>cus_…; unique, and the only way from an event to an organization. Null until Stripe has made the customer.</summary>
    public string? CustomerId { get; set; }

    /// <summary>Somebody removed the customer in Stripe's dashboard. What we know is kept; nothing can be bought under this customer any more.</summary>
    public bool IsDetached { get; set; }

    /// <summary>What an operator should look at; null where all is well.</summary>
    public string? Alert { get; set; }

    /// <summary>Who is syncing at the moment, and until when at most.</summary>
    public Guid? LeaseId { get; private set; }
    public DateTimeOffset? LeasedUntil { get; private set; }
    public DateTimeOffset? SyncedAt { get; set; }

    /// <summary>How many people the subscription is to be for, and for how many it was when that was decided.</summary>
    public int SeatTarget { get; private set; }
    public int SeatsBefore { get; private set; }

    /// <summary>Counts the wishes: it makes the idempotency key of each, so that 7, 8 and 7 again are three wishes and a repeated one is none.</summary>
    public int SeatRevision { get; private set; }

    /// <param name="before">How many are paid for now.</param>
    public void AimAt(int seats, int before)
    {
        if (seats == SeatTarget && before == SeatsBefore)
        {
            return;
        }
        (SeatTarget, SeatsBefore, SeatRevision) = (seats, before, SeatRevision + 1);
    }

    /// <summary>The wish was carried out: the same one later is another.</summary>
    public void Reach() => SeatsBefore = SeatTarget;
}

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>What happens to a subscription when the last retry has failed: a setting of the account.</summary>
public enum RetryEnd
{
    StayPastDue,
    BecomeUnpaid,
    Cancel,
}

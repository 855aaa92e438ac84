namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>What becomes of a subscription when the last retry has failed: a setting of the account.</summary>
public enum RetryEnd
{
    StayPastDue,
    BecomeUnpaid,
    Cancel,
}

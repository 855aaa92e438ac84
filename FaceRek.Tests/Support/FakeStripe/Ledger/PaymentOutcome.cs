namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public enum PaymentOutcome
{
    Paid,
    Declined,
    NeedsAction,
}

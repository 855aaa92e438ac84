namespace FaceRek.Tests.Support.FakeStripe.Ledger;

public enum CardConduct
{
    Pays,
    Declines,
    LacksFunds,
    DeclinesLater,
    Asks,
}

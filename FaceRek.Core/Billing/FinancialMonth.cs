namespace FaceRek.Core.Billing;

/// <summary>What was asked for and what moved in one month, in one currency.</summary>
/// <param name="Month">1 to 12; 0 for the sum of a year.</param>
/// <param name="Net">Invoiced, before tax.</param>
/// <param name="Received">Payments that succeeded, whatever they were for.</param>
/// <param name="Refunded">Given back; not negative.</param>
public sealed record FinancialMonth(int Month, Money Net, Money Tax, Money Received, Money Refunded)
{
    public Money Invoiced => Net.Plus(Tax);

    /// <summary>What the customer really spent.</summary>
    public Money Spent => Received.Plus(Refunded.Times(-1));

    public bool HasEntries => (Net.Minor, Tax.Minor, Received.Minor, Refunded.Minor) != default;

    internal FinancialMonth And(FinancialMonth other) =>
        this with
        {
            Net = Net.Plus(other.Net),
            Tax = Tax.Plus(other.Tax),
            Received = Received.Plus(other.Received),
            Refunded = Refunded.Plus(other.Refunded),
        };

    internal static FinancialMonth Empty(int month, string currency)
    {
        var nothing = new Money(0, currency);
        return new(month, nothing, nothing, nothing, nothing);
    }
}

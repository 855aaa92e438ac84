using FaceRek.Core.Billing.Plans;

namespace FaceRek.Core.Billing.History;

/// <summary>A year of one organization in one currency: twelve months and their total.</summary>
public sealed record FinancialReport(int Year, string Currency, IReadOnlyList<FinancialMonth> Months)
{
    public FinancialMonth Sum => Months.Aggregate(FinancialMonth.Empty(0, Currency), (sum, month) => sum.And(month));

    /// <summary>
    /// One report for each currency that was used, the one with most entries first; one of zeros where nothing
    /// happened. Invoices count in the month in which they became final, drafts and void ones never; payments and
    /// refunds in the month in which they succeeded.
    /// </summary>
    /// <param name="inZone">Converts an instant to the local time that decides its month.</param>
    public static IReadOnlyList<FinancialReport> Of(
        int year,
        Func<DateTimeOffset, DateTimeOffset> inZone,
        IEnumerable<Invoice> invoices,
        IEnumerable<Payment> payments
    )
    {
        var entries = invoices
            .Where(IsAsked)
            .Select(invoice => Entry(inZone(invoice.FinalizedAt ?? invoice.CreatedAt).Month, invoice))
            .Concat(
                payments
                    .Where(payment => payment.HasSucceeded)
                    .Select(payment => Entry(inZone(payment.At).Month, payment))
            )
            .GroupBy(entry => entry.Net.Currency, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new FinancialReport(year, group.Key, Spread(group.Key, group)))
            .ToList();
        return entries.Count > 0
            ? entries
            : [new FinancialReport(year, PlanCatalogue.Currency, Spread(PlanCatalogue.Currency, []))];
    }

    private static bool IsAsked(Invoice invoice) =>
        invoice.Status is InvoiceStatus.Open or InvoiceStatus.Paid or InvoiceStatus.Uncollectible;

    private static FinancialMonth Entry(int month, Invoice invoice) =>
        FinancialMonth.Empty(month, invoice.Currency) with
        {
            Net = new Money(invoice.Total - invoice.Tax, invoice.Currency),
            Tax = new Money(invoice.Tax, invoice.Currency),
        };

    private static FinancialMonth Entry(int month, Payment payment)
    {
        var empty = FinancialMonth.Empty(month, payment.Currency);
        return payment.IsRefund ? empty with { Refunded = payment.Money } : empty with { Received = payment.Money };
    }

    private static FinancialMonth[] Spread(string currency, IEnumerable<FinancialMonth> entries)
    {
        var months = Enumerable.Range(1, 12).Select(month => FinancialMonth.Empty(month, currency)).ToArray();
        foreach (var entry in entries)
        {
            months[entry.Month - 1] = months[entry.Month - 1].And(entry);
        }
        return months;
    }
}

/// <summary>What was invoiced and paid in one month, in one currency.</summary>
/// <param name="Month">1 to 12; 0 for the total of a year.</param>
/// <param name="Net">Invoiced, before tax.</param>
/// <param name="Received">Payments that succeeded, whatever they were for.</param>
/// <param name="Refunded">Not negative.</param>
public sealed record FinancialMonth(int Month, Money Net, Money Tax, Money Received, Money Refunded)
{
    public Money Invoiced => Net.Plus(Tax);

    /// <summary>What the customer actually spent.</summary>
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

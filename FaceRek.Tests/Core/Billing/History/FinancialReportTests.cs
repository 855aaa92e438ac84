using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Core.Billing.History;

public sealed class FinancialReportTests
{
    private static readonly Organization Bakery = new()
    {
        Name = "Bakery",
        Slug = "bakery",
        Zone = "Europe/London",
        FaceModel = "classic",
        CreatedAt = new(2025, 11, 30, 12, 0, 0, TimeSpan.Zero),
    };
    private static readonly DateTimeOffset July = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Months_are_those_of_the_organizations_own_clock()
    {
        // Half past eleven at night in Greenwich is already July in London's summer time.
        var report = Report([Invoice(1200, 200, July.AddHours(-12.5))], []);
        Assert.Equal(
            (0, 1000, 200, 1200),
            (
                report.Months[5].Invoiced.Minor,
                report.Months[6].Net.Minor,
                report.Months[6].Tax.Minor,
                report.Months[6].Invoiced.Minor
            )
        );
    }

    [Theory]
    [InlineData(InvoiceStatus.Open, 1200)]
    [InlineData(InvoiceStatus.Paid, 1200)]
    [InlineData(InvoiceStatus.Uncollectible, 1200)]
    [InlineData(InvoiceStatus.Draft, 0)]
    [InlineData(InvoiceStatus.Void, 0)]
    public void What_is_no_claim_is_not_invoiced(string status, long invoiced) =>
        Assert.Equal(invoiced, Report([Invoice(1200, 200, July, status)], []).Sum.Invoiced.Minor);

    [Fact]
    public void Money_counts_when_it_moved_and_refunds_are_taken_off_what_was_spent()
    {
        var report = Report(
            [],
            [
                Payment(1200, July),
                Payment(900, July.AddMonths(1), status: "failed"),
                Payment(250, July.AddMonths(2), isRefund: true),
                Payment(99, July, isRefund: true, status: "pending"),
            ]
        );
        Assert.Equal(
            (1200, 0, 250, -250),
            (
                report.Months[6].Received.Minor,
                report.Months[7].Received.Minor,
                report.Months[8].Refunded.Minor,
                report.Months[8].Spent.Minor
            )
        );
        Assert.Equal(950, report.Sum.Spent.Minor);
    }

    [Fact]
    public void Currencies_are_kept_apart_and_a_year_without_anything_is_one_of_zeros()
    {
        var reports = FinancialReport.Of(
            2026,
            Bakery.InZone,
            [Invoice(1200, 0, July), Invoice(5000, 0, July, currency: "gbp")],
            [Payment(5000, July, currency: "gbp")]
        );
        Assert.Equal(["gbp", "eur"], reports.Select(report => report.Currency));
        var empty = Assert.Single(FinancialReport.Of(2026, Bakery.InZone, [], []));
        Assert.DoesNotContain(empty.Months, month => month.HasEntries);
    }

    [Fact]
    public void A_year_is_one_in_which_the_organization_existed()
    {
        Assert.Equal(2026, BillingYear.Read(null, Bakery, July)!.Year);
        Assert.Equal(
            (
                new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)
            ),
            BillingYear.Read("2025", Bakery, July) is { } year ? (year.From, year.To) : default
        );
        Assert.All(
            ["2024", "2027", "-2026", "26", "twenty", "99999999999"],
            text => Assert.Null(BillingYear.Read(text, Bakery, July))
        );
    }

    [Fact]
    public void A_year_begins_at_midnight_of_the_organization()
    {
        var tokyo = new Organization
        {
            Name = "Tokyo",
            Slug = "tokyo",
            Zone = "Asia/Tokyo",
            FaceModel = "classic",
            CreatedAt = July,
        };
        Assert.Equal(
            new DateTimeOffset(2025, 12, 31, 15, 0, 0, TimeSpan.Zero),
            BillingYear.Read("2026", tokyo, July)!.From
        );
    }

    private static FinancialReport Report(Invoice[] invoices, Payment[] payments) =>
        Assert.Single(FinancialReport.Of(2026, Bakery.InZone, invoices, payments));

    private static Invoice Invoice(
        long total,
        long tax,
        DateTimeOffset at,
        string status = InvoiceStatus.Paid,
        string currency = "eur"
    ) =>
        new()
        {
            OrganizationId = Bakery.Id,
            StripeId = "in_1",
            Status = status,
            Currency = currency,
            Total = total,
            Tax = tax,
            CreatedAt = at.AddHours(-1),
            FinalizedAt = at,
        };

    private static Payment Payment(
        long amount,
        DateTimeOffset at,
        bool isRefund = false,
        string status = "succeeded",
        string currency = "eur"
    ) =>
        new()
        {
            OrganizationId = Bakery.Id,
            StripeId = "ch_1",
            IsRefund = isRefund,
            Status = status,
            Amount = amount,
            Currency = currency,
            At = at,
        };
}

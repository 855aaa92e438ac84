using Bunit;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Tests.Components.Billing;

public sealed class InvoiceTableTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 3, 10, 0, 0, TimeSpan.Zero);
    private readonly BunitContext bunit = new BunitContext().WithBillingWords();

    public void Dispose() => bunit.Dispose();

    [Fact]
    public void A_paid_invoice_says_when_for_what_and_how_much_and_opens()
    {
        var cells = Cells(Row(InvoiceStatus.Paid) with { From = At, To = At.AddMonths(1) });
        Assert.Equal(["3 Nov 2026", "FR-7", "3 Nov – 3 Dec 2026", "€36.00", "Paid", "Open FR-7"], cells);
    }

    [Theory]
    [InlineData(InvoiceStatus.Open, false, "Open", "Pay FR-7")]
    [InlineData(InvoiceStatus.Open, true, "Payment failed", "Pay FR-7")]
    [InlineData(InvoiceStatus.Void, false, "Void", "Open FR-7")]
    [InlineData(InvoiceStatus.Uncollectible, false, "Written off", "Open FR-7")]
    [InlineData("a_new_word", false, "a_new_word", "Open FR-7")]
    public void Every_state_has_a_word_and_a_button(string status, bool isOverdue, string state, string button)
    {
        var cells = Cells(Row(status) with { IsOverdue = isOverdue });
        Assert.Equal((state, button), (cells[4], cells[5]));
    }

    [Fact]
    public void What_fails_is_tried_again_on_a_day_that_is_said() =>
        Assert.Contains(
            "next try on 6 Nov 2026",
            Cells(Row(InvoiceStatus.Open) with { IsOverdue = true, NextAttemptAt = At.AddDays(3) })[4],
            StringComparison.Ordinal
        );

    [Fact]
    public void A_draft_has_no_number_and_nothing_to_open()
    {
        var cells = Cells(Row(InvoiceStatus.Draft) with { Number = null, Path = null });
        Assert.Equal(("draft", "–", "Draft", ""), (cells[1], cells[2], cells[4], cells[5]));
    }

    [Fact]
    public void What_was_given_back_stands_beside_the_amount()
    {
        var part = Cells(Row(InvoiceStatus.Paid) with { Refunded = new Money(1000, "eur") });
        Assert.Equal(("€36.00 €10.00 refunded", "Paid"), (part[3], part[4]));
        Assert.Equal("Refunded", Cells(Row(InvoiceStatus.Paid) with { Refunded = new Money(3600, "eur") })[4]);
    }

    [Fact]
    public void Where_money_can_be_given_back_one_can_ask_for_it_and_nowhere_else()
    {
        Assert.Equal(
            "Paid Ask for a refund FR-7",
            Cells(Row(InvoiceStatus.Paid) with { RefundPath = "/contact?refund=FR-7" })[4]
        );
        Assert.Equal("Paid", Cells(Row(InvoiceStatus.Paid))[4]);
    }

    private static InvoiceRow Row(string status) =>
        new(
            "FR-7",
            status,
            new Money(3600, "eur"),
            new Money(3600, "eur"),
            new Money(0, "eur"),
            At,
            "/bakery/billing/invoice/1"
        );

    private string[] Cells(InvoiceRow row) =>
        [
            .. bunit
                .Render<InvoiceTable>(with => with.Add(t => t.Rows, [row]))
                .FindAll("tbody tr > *")
                .Select(cell =>
                    string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                ),
        ];
}

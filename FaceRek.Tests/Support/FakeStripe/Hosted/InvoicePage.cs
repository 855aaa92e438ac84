using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

public sealed class InvoicePage(Account account, JsonObject invoice)
{
    /// <summary>A valid PDF of one page.</summary>
    public static HostedAnswer Pdf(JsonObject invoice)
    {
        var text =
            $"BT /F1 18 Tf 72 720 Td (Invoice {invoice.Text("number")}: {Html.Money(invoice.Whole("total"), invoice.Text("currency"))}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var (pdf, places) = (new StringBuilder("%PDF-1.4\n"), new List<int>());
        for (var number = 0; number < objects.Length; number++)
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{number + 1} 0 obj\n{objects[number]}\nendobj\n");
        }
        var start = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            pdf.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        }
        pdf.Append(
            CultureInfo.InvariantCulture,
            $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
        );
        return new(200, pdf.ToString()) { ContentType = "application/pdf" };
    }

    public HostedAnswer Answer(Dictionary<string, string> form) =>
        form.GetValueOrDefault("action") == "pay" && invoice.Is("status", "open") ? Pay(form) : Show(null);

    private HostedAnswer Pay(Dictionary<string, string> form)
    {
        if (form.GetValueOrDefault("bank") == "no")
        {
            return Show("We are unable to authenticate your payment method.");
        }
        var (card, customer) = (Card.Of(form["card"]), account.Customers.Get(invoice.Text("customer")!));
        if (card.Conduct is CardConduct.Declines or CardConduct.LacksFunds)
        {
            return Show("Your card was declined.");
        }
        if (card.Conduct == CardConduct.Asks && !form.ContainsKey("bank"))
        {
            return new(200, Html.Bank("pay", card.Number));
        }
        var outcome = account.Payments.Collect(
            invoice,
            account.Customers.Save(customer, card),
            isConfirmed: form.ContainsKey("bank")
        );
        return Show(outcome == PaymentOutcome.Paid ? null : "Your card was declined.");
    }

    private HostedAnswer Show(string? error)
    {
        var currency = invoice.Text("currency");
        var lines = string.Concat(
            invoice
                .Data("lines")
                .Select(line =>
                    $"""<tr><td>{Html.Text(line.Text("description"))}</td><td class="amount">{Html.Money(line.Whole("amount"), currency)}</td></tr>"""
                )
        );
        var pay = invoice.Is("status", "open")
            ? $"""<form method="post"><input type="hidden" name="action" value="pay">{Html.CardChoice} <button>Pay {Html.Money(invoice.Whole("amount_due"), currency)}</button></form>"""
            : "";
        return new(
            200,
            Html.Page(
                $"Invoice {invoice.Text("number")}",
                $"""
                {Html.Error(error)}<p>State: <strong>{invoice.Text("status")}</strong></p>
                <table>{lines}<tr><th>Total</th><td class="amount">{Html.Money(
                    invoice.Whole("total"),
                    currency
                )}</td></tr></table>{pay}<p><a href="/i/{invoice.Id()}/pdf">PDF</a></p>
                """
            )
        );
    }
}

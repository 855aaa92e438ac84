using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

public sealed class CheckoutPage(Checkouts checkouts, JsonObject session)
{
    public HostedAnswer Answer(Dictionary<string, string> form)
    {
        if (!session.Is("status", "open"))
        {
            return new(200, Html.Page("This page has expired", "<p>The session is over. Go back and start again.</p>"));
        }
        return form.GetValueOrDefault("action") switch
        {
            "code" => Show(
                checkouts.Redeem(session, form.GetValueOrDefault("code", "")) ? null : "This code is invalid."
            ),
            "pay" => Pay(form),
            _ => Show(null),
        };
    }

    private HostedAnswer Pay(Dictionary<string, string> form)
    {
        if (form.GetValueOrDefault("bank") == "no")
        {
            return Show("We are unable to authenticate your payment method. Choose a different one and try again.");
        }
        return checkouts.Pay(
            session,
            Card.Of(form["card"]),
            isConfirmed: form.GetValueOrDefault("bank") == "yes"
        ) switch
        {
            PaymentOutcome.Paid => HostedAnswer.To(
                session.Text("success_url")!.Replace("{CHECKOUT_SESSION_ID}", session.Id(), StringComparison.Ordinal)
            ),
            PaymentOutcome.NeedsAction => new(200, Html.Bank("pay", form["card"])),
            _ => Show("Your card was declined."),
        };
    }

    private HostedAnswer Show(string? error)
    {
        var (price, currency) = (checkouts.Price(session), session.Text("currency"));
        var codes =
            session["allow_promotion_codes"]?.GetValue<bool>() != true
                ? ""
                : """
                    <form method="post"><input type="hidden" name="action" value="code"><label>Promotion code <input name="code"></label> <button>Apply</button></form>
                    """;
        var back = session.Text("cancel_url") is { } url ? $"""<p><a href="{Html.Text(url)}">Back</a></p>""" : "";
        return new(
            200,
            Html.Page(
                "Subscribe",
                $"""
                {Html.Error(error)}
                <table><tr><td>{Html.Text(price.Text("nickname") ?? price.Text("lookup_key"))}, {checkouts.Quantity(
                    session
                )} × {Html.Money(price.Whole("unit_amount"), currency)} a {price["recurring"]!.Text(
                    "interval"
                )}</td><td class="amount">{Html.Money(session.Whole("amount_subtotal"), currency)}</td></tr>
                {Row("Discount", -session["total_details"]!.Whole("amount_discount"), currency)}{Row(
                    "Tax",
                    session["total_details"]!.Whole("amount_tax"),
                    currency
                )}
                <tr><th>Total due today</th><td class="amount"><strong>{Html.Money(
                    session.Whole("amount_total"),
                    currency
                )}</strong></td></tr></table>
                {codes}
                <form method="post"><input type="hidden" name="action" value="pay">{Html.CardChoice} <button>Subscribe</button></form>
                {back}
                """
            )
        );
    }

    private static string Row(string name, long? amount, string? currency) =>
        amount is 0 or null
            ? ""
            : $"""<tr><td>{name}</td><td class="amount">{Html.Money(amount, currency)}</td></tr>""";
}

using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

public sealed class PortalPage
{
    private readonly Portals portals;
    private readonly JsonObject session;

    private PortalPage(Portals portals, JsonObject session) => (this.portals, this.session) = (portals, session);

    public static HostedAnswer Of(Account account, string id, Dictionary<string, string> form) =>
        account.Portals.Open(id) is { } session
            ? new PortalPage(account.Portals, session).Answer(form)
            : new(200, Html.Page("This link has expired", "<p>Go back and open the portal again.</p>"));

    private HostedAnswer Answer(Dictionary<string, string> form)
    {
        switch (form.GetValueOrDefault("action"))
        {
            case "cancel":
                portals.Cancel(form["subscription"]);
                return After() is { } url ? HostedAnswer.To(url) : Show(null);
            case "keep":
                portals.Keep(form["subscription"]);
                return Show(null);
            case "card":
                return portals.SaveCard(session, Card.Of(form["card"]))
                    ? After() is { } back
                        ? HostedAnswer.To(back)
                        : Show(null)
                    : Show("Your card was declined.");
            default:
                return Show(null);
        }
    }

    /// <summary>A requested flow ends at the address given with it.</summary>
    private string? After() => session["flow"]?["after_completion"]?["redirect"]?.Text("return_url");

    private HostedAnswer Show(string? error)
    {
        var card = portals.Customer(session).Tree("invoice_settings").Text("default_payment_method") is null
            ? "No card is saved."
            : "A card is saved.";
        var back = session.Text("return_url") is { } url
            ? $"""<p><a href="{Html.Text(url)}">Return to FaceRek</a></p>"""
            : "";
        return new(
            200,
            Html.Page(
                "Billing",
                $"""
                {Html.Error(error)}
                {string.Concat(portals.Subscriptions(session).Select(Plan))}
                <h2>Payment method</h2><p>{card}</p>
                <form method="post"><input type="hidden" name="action" value="card">{Html.CardChoice} <button>Save card</button></form>
                <h2>Invoices</h2><table>{string.Concat(portals.Invoices(session).Select(Row))}</table>{back}
                """
            )
        );
    }

    private static string Plan(JsonObject subscription)
    {
        var item = subscription.Data("items").First();
        var ends = subscription["cancel_at"] is null ? "" : $"<p>Ends on {Html.When(subscription, "cancel_at")}.</p>";
        var (action, label) = subscription["cancel_at"] is null
            ? ("cancel", "Cancel plan")
            : ("keep", "Don't cancel plan");
        return $"""
            <h2>{Html.Text(item["price"]!.Text("lookup_key"))} × {item.Whole(
                "quantity"
            )}</h2><p>State: <strong>{subscription.Text("status")}</strong>, until {Html.When(
                item,
                "current_period_end"
            )}</p>{ends}
            <form method="post"><input type="hidden" name="action" value="{action}"><input type="hidden" name="subscription" value="{subscription.Id()}"><button>{label}</button></form>
            """;
    }

    private static string Row(JsonObject invoice) =>
        $"""<tr><td><a href="/i/{invoice.Id()}">{Html.Text(invoice.Text("number"))}</a></td><td>{Html.When(invoice, "created")}</td><td>{invoice.Text("status")}</td><td class="amount">{Html.Money(invoice.Whole("total"), invoice.Text("currency"))}</td></tr>""";
}

using System.Globalization;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

/// <summary>The double's front page: the content of the account, and buttons that move its clock.</summary>
public static class ClockPage
{
    private static readonly (int Days, string Label)[] Steps =
    [
        (1, "A day later"),
        (7, "A week later"),
        (31, "A month later"),
    ];

    public static HostedAnswer Show(FakeStripeServer stripe)
    {
        var books = stripe.Account.Books;
        var buttons = string.Concat(
            Steps.Select(step => $"<button name=\"days\" value=\"{step.Days}\">{step.Label}</button> ")
        );
        return new(
            200,
            Html.Page(
                "The double's account",
                $"""
                <p>Its clock says <strong>{stripe.Now.ToString(
                    "d MMM yyyy HH:mm",
                    CultureInfo.InvariantCulture
                )}</strong> (UTC).</p><form method="post">{buttons}</form>
                <h2>Subscriptions</h2><table>{string.Concat(books.Of("subscription").Select(Subscription))}</table>
                <h2>Invoices</h2><table>{string.Concat(books.Of("invoice").Select(Invoice))}</table>
                <h2>Webhooks</h2><table>{string.Concat(
                    stripe.Webhooks.Deliveries.Reverse().Take(50).Select(delivery =>
                        $"<tr><td>{Html.Text(delivery.Type)}</td><td>{delivery.Status?.ToString(CultureInfo.InvariantCulture) ?? "not reached"}</td></tr>"
                    )
                )}</table>
                """
            )
        );
    }

    private static string Subscription(JsonObject subscription) =>
        $"<tr><td>{Html.Text(subscription.Data("items").First()["price"]!.Text("lookup_key"))} × {subscription.Data("items").First().Whole("quantity")}</td><td>{subscription.Text("status")}</td><td>until {Html.When(subscription.Data("items").First(), "current_period_end")}</td></tr>";

    private static string Invoice(JsonObject invoice) =>
        $"""<tr><td><a href="/i/{invoice.Id()}">{Html.Text(invoice.Text("number") ?? "draft")}</a></td><td>{invoice.Text("status")}</td><td class="amount">{Html.Money(invoice.Whole("total"), invoice.Text("currency"))}</td></tr>""";
}

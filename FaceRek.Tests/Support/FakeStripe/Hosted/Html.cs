using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Ledger;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Hosted;

public static class Html
{
    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
        body { max-inline-size: 34rem; margin: 3rem auto; padding-inline: 1rem; }
        small.double { display: block; margin-block-end: 1.5rem; opacity: .75; }
        form { margin-block: 1rem; display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
        label { display: block; } select, input, button { font: inherit; padding: .4rem .7rem; }
        table { border-collapse: collapse; inline-size: 100%; } td, th { text-align: start; padding: .3rem .6rem .3rem 0; border-block-end: 1px solid #8884; }
        td.amount { text-align: end; } .error { border-inline-start: 4px solid #c33; padding-inline-start: .7rem; }
        """;

    public static string Page(string title, string body) =>
        $"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Text(
                title
            )}</title><style>{Style}</style></head>
            <body><small class="double">A stand-in for Stripe. No money moves here.</small><h1>{Text(
                title
            )}</h1>{body}</body></html>
            """;

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Money(long? amount, string? currency) =>
        $"{((amount ?? 0) / 100m).ToString("0.00", CultureInfo.InvariantCulture)} {currency?.ToUpperInvariant()}";

    public static string Error(string? error) =>
        error is null ? "" : $"<p class=\"error\" role=\"alert\">{Text(error)}</p>";

    public static string CardChoice =>
        $"""<label>Card <select name="card">{string.Concat(Card.All.Select(card => $"<option value=\"{card.Number}\">{Text(card.Label)}</option>"))}</select></label>""";

    /// <summary>The confirmation page of the owner's bank.</summary>
    public static string Bank(string action, string card) =>
        Page(
            "Your bank asks",
            $"""
            <p>Did you start this payment?</p>
            <form method="post"><input type="hidden" name="action" value="{Text(
                action
            )}"><input type="hidden" name="card" value="{Text(card)}">
            <button name="bank" value="yes">Yes, complete</button> <button name="bank" value="no">No, fail</button></form>
            """
        );

    public static string When(JsonNode document, string field) =>
        document.Time(field)?.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture) ?? "";
}

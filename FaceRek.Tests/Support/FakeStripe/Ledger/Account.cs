using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>One Stripe account: everything in it, every operation on it, and what happens over time.</summary>
public sealed class Account
{
    private readonly IReadOnlyList<Route> routes;
    private readonly Expansion expansion;

    public Account(StripeClock clock, Uri site)
    {
        Books = new StripeLedger(clock);
        Catalogue = new Catalogue(Books);
        Customers = new Customers(Books);
        Discounts = new Discounts(Books);
        Payments = new Payments(Books, Customers);
        Invoices = new Invoices(Books, Payments, site);
        Subscriptions = new Subscriptions(Books, Catalogue, Invoices, Payments, Discounts);
        Customers.EndsSubscriptions = subscription =>
        {
            if (!Subscriptions.IsOver(subscription))
            {
                Subscriptions.Cancel(subscription, "cancellation_requested");
            }
            return subscription;
        };
        Lifecycle = new Lifecycle(Books, Catalogue, Customers, Invoices, Payments, Subscriptions, Discounts);
        Checkouts = new Checkouts(Books, Catalogue, Customers, Subscriptions, Discounts, site);
        Portals = new Portals(Books, Customers, Subscriptions, site);
        Endpoints = new Endpoints(Books);
        expansion = new Expansion(Books.Find, Include);
        routes =
        [
            .. Catalogue.Routes,
            .. Customers.Routes,
            .. Discounts.Routes,
            .. Payments.Routes,
            .. Invoices.Routes,
            .. Subscriptions.Routes,
            .. Checkouts.Routes,
            .. Portals.Routes,
            .. Endpoints.Routes,
            .. new Events(Books).Routes,
        ];
    }

    public StripeLedger Books { get; }
    public Catalogue Catalogue { get; }
    public Customers Customers { get; }
    public Discounts Discounts { get; }
    public Payments Payments { get; }
    public Invoices Invoices { get; }
    public Subscriptions Subscriptions { get; }
    public Lifecycle Lifecycle { get; }
    public Checkouts Checkouts { get; }
    public Portals Portals { get; }
    public Endpoints Endpoints { get; }

    public IEnumerable<Route> Routes => routes;

    public JsonNode Answer(Route route, StripeRequest request)
    {
        Books.Request = request;
        try
        {
            var answer = route.Answer(request).DeepClone();
            expansion.Apply(answer, request.Texts("expand"));
            return answer;
        }
        finally
        {
            Books.Request = null;
        }
    }

    public IEnumerable<(DateTimeOffset At, Action Do)> Due() => Lifecycle.Due().Concat(Checkouts.Due());

    private JsonObject? Include(JsonObject document, string name) =>
        (document.Text("object"), name) switch
        {
            ("invoice", "payments") => Json.List(
                $"/v1/invoices/{document.Id()}/payments",
                Books
                    .Of("invoice_payment")
                    .Where(payment => payment.Is("invoice", document.Id()))
                    .Select(payment => payment.DeepClone())
            ),
            ("invoice", "confirmation_secret") => Payments.IntentOf(document) is { } intent
                ? new JsonObject { ["client_secret"] = intent.Text("client_secret"), ["type"] = "payment_intent" }
                : null,
            ("charge", "refunds") => Json.List(
                $"/v1/charges/{document.Id()}/refunds",
                Books
                    .Of("refund")
                    .Where(refund => refund.Is("charge", document.Id()))
                    .Select(refund => refund.DeepClone())
            ),
            ("checkout.session", "line_items") => Checkouts.LineItems(document),
            ("customer", "subscriptions") => Json.List(
                $"/v1/customers/{document.Id()}/subscriptions",
                Books
                    .Of("subscription")
                    .Where(subscription =>
                        subscription.Is("customer", document.Id()) && !Subscriptions.IsOver(subscription)
                    )
                    .Select(subscription => subscription.DeepClone())
            ),
            _ => null,
        };
}

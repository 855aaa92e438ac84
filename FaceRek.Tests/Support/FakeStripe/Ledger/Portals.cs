using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Sessions of the billing portal. The requested flow decides which page opens first.</summary>
public sealed class Portals(StripeLedger books, Customers customers, Subscriptions subscriptions, Uri site)
{
    /// <summary>A portal link is valid for a few minutes until it is opened.</summary>
    private static readonly TimeSpan LinkLasts = TimeSpan.FromMinutes(5);

    public IEnumerable<Route> Routes =>
        [
            new(
                "BillingPortal.Sessions.create",
                "POST",
                "/v1/billing_portal/sessions",
                "customer return_url configuration locale flow_data.type flow_data.subscription_cancel.subscription flow_data.after_completion.type flow_data.after_completion.redirect.return_url",
                Create
            ),
        ];

    /// <summary>Null where the link has expired.</summary>
    public JsonObject? Open(string id)
    {
        var session = books.Get("billing_portal.session", id);
        var note = books.Note(id);
        if (note["opened"] is null && session.Time("created") + LinkLasts < books.Now)
        {
            return null;
        }
        note["opened"] = true;
        return session;
    }

    public JsonObject Customer(JsonObject session) => customers.Get(session.Text("customer")!);

    public IEnumerable<JsonObject> Subscriptions(JsonObject session) =>
        books
            .Of("subscription")
            .Where(subscription =>
                subscription.Is("customer", session.Text("customer")!) && !Ledger.Subscriptions.IsOver(subscription)
            );

    public IEnumerable<JsonObject> Invoices(JsonObject session) =>
        books
            .Of("invoice")
            .Where(invoice => invoice.Is("customer", session.Text("customer")!) && !invoice.Is("status", "draft"));

    public void Cancel(string subscription) =>
        subscriptions.CancelAtPeriodEnd(subscriptions.Get(subscription), byBoolean: false);

    public void Keep(string subscription) => subscriptions.KeepRunning(subscriptions.Get(subscription));

    /// <summary>False where the card is declined at once and cannot be saved.</summary>
    public bool SaveCard(JsonObject session, Card card)
    {
        if (card.Conduct is CardConduct.Declines or CardConduct.LacksFunds)
        {
            return false;
        }
        var method = customers.Save(Customer(session), card);
        foreach (
            var subscription in Subscriptions(session)
                .Where(subscription => subscription.Text("default_payment_method") is not null)
        )
        {
            books.Change(
                subscription,
                "customer.subscription.updated",
                changed => changed["default_payment_method"] = method.Id()
            );
        }
        return true;
    }

    private JsonNode Create(StripeRequest request)
    {
        var customer = customers.Get(request.Required("customer"));
        var session = SessionShapes.Portal(StripeLedger.NewId("bps"), customer, books.Seconds);
        (session["return_url"], session["locale"]) = (request.Text("return_url"), request.Text("locale"));
        if (request.Tree("flow_data") is { } flow)
        {
            if (
                flow["subscription_cancel"]?.Text("subscription") is { } id
                && !subscriptions.Get(id).Is("customer", customer.Id())
            )
            {
                throw RefusalException.Missing("subscription", id, "flow_data[subscription_cancel][subscription]");
            }
            session["flow"] = SessionShapes.Flow(flow);
        }
        session["url"] = new Uri(site, $"/p/session/{session.Id()}").ToString();
        return books.Add(session).DeepClone();
    }
}

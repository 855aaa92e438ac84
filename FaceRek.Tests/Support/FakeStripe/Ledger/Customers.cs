using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Customers and their cards.</summary>
public sealed class Customers(StripeLedger books)
{
    private const string Details =
        "email name phone description address.* metadata.* preferred_locales[] tax_exempt invoice_settings.default_payment_method";

    public IEnumerable<Route> Routes =>
        [
            new("Customers.create", "POST", "/v1/customers", $"{Details} test_clock", Create),
            new("Customers.retrieve", "GET", "/v1/customers/{id}", "", request => Find(request.Id).DeepClone()),
            new("Customers.update", "POST", "/v1/customers/{id}", Details, Update),
            new("Customers.del", "DELETE", "/v1/customers/{id}", "", request => Delete(request.Id)),
            new(
                "Customers.list",
                "GET",
                "/v1/customers",
                $"email {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        Living()
                            .Where(customer => request.Text("email") is not { } email || customer.Is("email", email))
                    )
            ),
            new(
                "Customers.listPaymentMethods",
                "GET",
                "/v1/customers/{id}/payment_methods",
                $"type {Page.Parameters}",
                request => Page.Of(request, Cards(Get(request.Id).Id()))
            ),
            new(
                "PaymentMethods.retrieve",
                "GET",
                "/v1/payment_methods/{id}",
                "",
                request => books.Get("payment_method", request.Id).DeepClone()
            ),
            new(
                "PaymentMethods.list",
                "GET",
                "/v1/payment_methods",
                $"customer type {Page.Parameters}",
                request => Page.Of(request, Cards(request.Required("customer")))
            ),
            new(
                "PaymentMethods.detach",
                "POST",
                "/v1/payment_methods/{id}/detach",
                "",
                request => Detach(books.Get("payment_method", request.Id)).DeepClone()
            ),
        ];

    /// <summary>A customer that was not deleted.</summary>
    public JsonObject Get(string id, string param = "customer") =>
        books.Get("customer", id, param) is var customer && customer["deleted"] is null
            ? customer
            : throw RefusalException.Missing("customer", id, param);

    /// <summary>Saves a card and makes it the default; a card that declines at once cannot be saved.</summary>
    public JsonObject Save(JsonObject customer, Card card)
    {
        var method = books.Add(PaymentShapes.Method(card, customer, books.Seconds));
        books.Record("payment_method.attached", method);
        books.Change(
            customer,
            "customer.updated",
            changed => changed["invoice_settings"]!["default_payment_method"] = method.Id()
        );
        return method;
    }

    public JsonObject? DefaultCard(JsonObject customer, JsonObject? subscription = null) =>
        (
            subscription?.Text("default_payment_method")
            ?? customer.Tree("invoice_settings").Text("default_payment_method")
        )
            is { } id
            ? books.Find(id)
            : null;

    public IEnumerable<JsonObject> Cards(string customer) =>
        books.Of("payment_method").Where(method => method.Is("customer", customer));

    private JsonObject Create(StripeRequest request)
    {
        var customer = CustomerShapes.Customer(books.Seconds);
        Apply(customer, request);
        books.Add(customer);
        books.Record("customer.created", customer);
        return customer.Clone();
    }

    private JsonObject Update(StripeRequest request)
    {
        var customer = Get(request.Id, "id");
        books.Change(customer, "customer.updated", changed => Apply(changed, request));
        return customer.Clone();
    }

    private void Apply(JsonObject customer, StripeRequest request)
    {
        foreach (var name in new[] { "email", "name", "phone", "description", "tax_exempt" })
        {
            if (request.Sent(name))
            {
                customer[name] = request.Text(name) is { Length: > 0 } text ? text : null;
            }
        }
        if (customer.Text("email") is { } email && !email.Contains('@', StringComparison.Ordinal))
        {
            throw RefusalException.Invalid($"Invalid email address: {email}", "email", "email_invalid");
        }
        if (request.Sent("address"))
        {
            customer["address"] = CustomerShapes.Address(request.Tree("address"));
        }
        if (request.Sent("metadata"))
        {
            customer["metadata"] = Json.Merged(customer["metadata"], request.Form["metadata"]);
        }
        if (request.Sent("preferred_locales"))
        {
            customer["preferred_locales"] = new JsonArray([
                .. request.Texts("preferred_locales").Select(locale => (JsonNode)locale),
            ]);
        }
        if (request.Tree("invoice_settings")?.Text("default_payment_method") is { } method)
        {
            customer["invoice_settings"]!["default_payment_method"] = books
                .Get("payment_method", method, "invoice_settings[default_payment_method]")
                .Id();
        }
    }

    /// <summary>Retrieving a deleted customer is not an error: the response says that it is deleted.</summary>
    private JsonObject Find(string id) => books.Get("customer", id);

    private IEnumerable<JsonObject> Living() => books.Of("customer").Where(customer => customer["deleted"] is null);

    public Func<JsonObject, JsonObject>? EndsSubscriptions { get; set; }

    private JsonObject Delete(string id)
    {
        var customer = Get(id, "id");
        foreach (var subscription in books.Of("subscription").Where(subscription => subscription.Is("customer", id)))
        {
            EndsSubscriptions?.Invoke(subscription);
        }
        books.Record("customer.deleted", customer);
        foreach (var field in customer.Select(field => field.Key).Except(["id", "object"]).ToArray())
        {
            customer.Remove(field);
        }
        customer["deleted"] = true;
        return customer.Clone();
    }

    private JsonObject Detach(JsonObject method)
    {
        var customer = Get(
            method.Text("customer")
                ?? throw RefusalException.Invalid(
                    "The payment method you provided is not attached to a customer so detachment is impossible."
                )
        );
        books.Change(method, "payment_method.detached", changed => changed["customer"] = null);
        if (customer.Tree("invoice_settings").Is("default_payment_method", method.Id()))
        {
            books.Change(
                customer,
                "customer.updated",
                changed => changed["invoice_settings"]!["default_payment_method"] = null
            );
        }
        return method;
    }
}

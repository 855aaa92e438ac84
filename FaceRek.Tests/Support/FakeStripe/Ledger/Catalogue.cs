using System.Globalization;
using System.Text.Json.Nodes;
using FaceRek.Tests.Support.FakeStripe.Wire;

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Products and prices. A lookup key belongs to one price; it moves only on request.</summary>
public sealed class Catalogue(StripeLedger books)
{
    public IEnumerable<Route> Routes =>
        [
            new(
                "Products.create",
                "POST",
                "/v1/products",
                "id name active description metadata.* tax_code unit_label url",
                CreateProduct
            ),
            new(
                "Products.retrieve",
                "GET",
                "/v1/products/{id}",
                "",
                request => books.Get("product", request.Id).DeepClone()
            ),
            new(
                "Products.update",
                "POST",
                "/v1/products/{id}",
                "name active description metadata.* tax_code unit_label url",
                UpdateProduct
            ),
            new(
                "Products.list",
                "GET",
                "/v1/products",
                $"active ids[] {Page.Parameters}",
                request =>
                    Page.Of(
                        request,
                        books
                            .Of("product")
                            .Where(product =>
                                (
                                    !request.Sent("active")
                                    || product["active"]!.GetValue<bool>() == request.Flag("active")
                                ) && (!request.Sent("ids") || request.Texts("ids").Contains(product.Id()))
                            )
                    )
            ),
            new(
                "Prices.create",
                "POST",
                "/v1/prices",
                "currency unit_amount product product_data.* recurring.interval recurring.interval_count recurring.usage_type lookup_key transfer_lookup_key nickname active tax_behavior metadata.* billing_scheme",
                CreatePrice
            ),
            new("Prices.retrieve", "GET", "/v1/prices/{id}", "", request => books.Get("price", request.Id).DeepClone()),
            new(
                "Prices.update",
                "POST",
                "/v1/prices/{id}",
                "active lookup_key transfer_lookup_key nickname metadata.* tax_behavior",
                UpdatePrice
            ),
            new(
                "Prices.list",
                "GET",
                "/v1/prices",
                $"active currency lookup_keys[] product type recurring.interval {Page.Parameters}",
                request => Page.Of(request, Matching(request))
            ),
        ];

    public JsonObject Price(string id, string param) => books.Get("price", id, param);

    /// <summary>A price that is sold; an archived one is refused, as at Stripe.</summary>
    public JsonObject PriceOnSale(string id, string param) =>
        Price(id, param) is var price && price["active"]!.GetValue<bool>()
            ? price
            : throw RefusalException.Invalid(
                $"The price specified is inactive. This field only accepts active prices.",
                param,
                "price_inactive"
            );

    public JsonObject AddProduct(string name)
    {
        var product = books.Add(CatalogueShapes.Product(name, books.Seconds));
        books.Record("product.created", product);
        return product;
    }

    public JsonObject AddPrice(JsonObject product, string lookupKey, string currency, long unitAmount, string interval)
    {
        var price = books.Add(CatalogueShapes.Price(product.Id(), currency, unitAmount, books.Seconds));
        (price["lookup_key"], price["recurring"]) = (lookupKey, CatalogueShapes.Recurring(interval, 1));
        books.Record("price.created", price);
        return price;
    }

    private IEnumerable<JsonObject> Matching(StripeRequest request)
    {
        if (request.Texts("lookup_keys").Count > 10)
        {
            throw RefusalException.Invalid("At most 10 lookup keys.", "lookup_keys");
        }
        return books
            .Of("price")
            .Where(price =>
                (!request.Sent("active") || price["active"]!.GetValue<bool>() == request.Flag("active"))
                && (!request.Sent("lookup_keys") || request.Texts("lookup_keys").Contains(price.Text("lookup_key")))
                && (request.Text("currency") is not { } currency || price.Is("currency", currency))
                && (request.Text("product") is not { } product || price.Is("product", product))
                && (request.Text("type") is not { } type || price.Is("type", type))
                && (
                    request.Tree("recurring")?.Text("interval") is not { } interval
                    || price["recurring"]?.Text("interval") == interval
                )
            );
    }

    private JsonObject CreateProduct(StripeRequest request)
    {
        var product = CatalogueShapes.Product(request.Required("name"), books.Seconds);
        if (request.Text("id") is { } id)
        {
            if (books.Find(id) is not null)
            {
                throw RefusalException.Invalid("Product already exists.", "id", "resource_already_exists");
            }
            product["id"] = id;
        }
        ApplyToProduct(product, request);
        books.Add(product);
        books.Record("product.created", product);
        return product.Clone();
    }

    private JsonObject UpdateProduct(StripeRequest request)
    {
        var product = books.Get("product", request.Id);
        books.Change(product, "product.updated", changed => ApplyToProduct(changed, request));
        return product.Clone();
    }

    private static void ApplyToProduct(JsonObject product, StripeRequest request)
    {
        if (request.Text("name") is { } name)
        {
            product["name"] = name;
        }
        foreach (var field in new[] { "description", "tax_code", "unit_label", "url" }.Where(request.Sent))
        {
            product[field] = request.Form.Text(field);
        }
        if (request.Flag("active") is { } active)
        {
            product["active"] = active;
        }
        if (request.Sent("metadata"))
        {
            product["metadata"] = Json.Merged(product["metadata"], request.Form["metadata"]);
        }
    }

    private JsonObject CreatePrice(StripeRequest request)
    {
        var amount =
            request.Number("unit_amount")
            ?? throw RefusalException.Invalid(
                "Missing required param: unit_amount.",
                "unit_amount",
                "parameter_missing"
            );
        var currency = request.Required("currency");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterLower))
        {
            throw RefusalException.Invalid($"Invalid currency: {currency}", "currency");
        }
        var product = request.Tree("product_data") is { } data
            ? AddProduct(
                data.Text("name")
                    ?? throw RefusalException.Invalid(
                        "Missing required param: product_data[name].",
                        "product_data[name]"
                    )
            )
            : books.Get("product", request.Required("product"), "product");
        var price = CatalogueShapes.Price(product.Id(), currency, amount, books.Seconds);
        if (request.Tree("recurring") is { } recurring)
        {
            price["type"] = "recurring";
            price["recurring"] = CatalogueShapes.Recurring(
                recurring.Text("interval")!,
                recurring.Whole("interval_count") ?? 1
            );
        }
        else
        {
            (price["type"], price["recurring"]) = ("one_time", null);
        }
        Apply(price, request);
        books.Add(price);
        books.Record("price.created", price);
        return price.Clone();
    }

    private JsonObject UpdatePrice(StripeRequest request)
    {
        var price = books.Get("price", request.Id);
        books.Change(price, "price.updated", changed => Apply(changed, request));
        return price.Clone();
    }

    private void Apply(JsonObject price, StripeRequest request)
    {
        if (request.Flag("active") is { } active)
        {
            price["active"] = active;
        }
        foreach (var field in new[] { "nickname", "tax_behavior" }.Where(request.Sent))
        {
            price[field] = request.Form.Text(field);
        }
        if (request.Sent("metadata"))
        {
            price["metadata"] = Json.Merged(price["metadata"], request.Form["metadata"]);
        }
        if (request.Text("lookup_key") is not { } key)
        {
            return;
        }
        if (books.Of("price").FirstOrDefault(other => other != price && other.Is("lookup_key", key)) is { } holder)
        {
            if (request.Flag("transfer_lookup_key") != true)
            {
                throw RefusalException.Invalid(
                    $"A price (`{holder.Id()}`) already uses that lookup key.",
                    "lookup_key"
                );
            }
            books.Change(holder, "price.updated", changed => changed["lookup_key"] = null);
        }
        price["lookup_key"] = key;
    }

    public static string InDigits(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}

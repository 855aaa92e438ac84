using Stripe;

namespace FaceRek.Core.Billing;

/// <summary>Sets up at Stripe what has to be there before the first sale: products, prices by lookup key, and the endpoint that events come to. What is there already stays, so it may run as often as one likes.</summary>
public sealed class Shopfitter(StripeConnection stripe)
{
    /// <summary>As many as Stripe gives at once; an account has at most 16 endpoints.</summary>
    private const int Most = 100;

    private static readonly Plan[] Sold = [.. Plans.Offered.Where(plan => plan.IsPaid)];
    private static readonly List<string> Events = [.. EventKind.OfCustomers, .. EventKind.OfPrices];

    /// <summary>What is to be done, in an order in which it can be. Changes nothing.</summary>
    /// <param name="hook">Where this installation receives events.</param>
    /// <exception cref="IOException">Stripe did not answer, or refused; the message says which.</exception>
    public Task<IReadOnlyList<ShopStep>> LookAsync(Uri hook, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<ShopStep>>(async () =>
            [
                .. await LookAtProductsAsync(cancellation),
                .. await LookAtPricesAsync(cancellation),
                .. await LookAtEndpointAsync(hook, cancellation),
            ]
        );

    /// <returns>The signing secret of an endpoint that was made: Stripe tells it this once. Null for all else.</returns>
    /// <exception cref="IOException">Stripe did not answer, or refused; the message says which.</exception>
    public Task<string?> DoAsync(ShopStep step, CancellationToken cancellation) =>
        AskAsync(async () =>
        {
            switch (step)
            {
                case ShopStep.MakeProduct { Plan: var plan }:
                    await stripe.Api.Products.CreateAsync(
                        new ProductCreateOptions
                        {
                            Id = ProductIdOf(plan),
                            Name = $"FaceRek {plan.Name}",
                            Description = plan.Summary,
                            UnitLabel = "person",
                        },
                        cancellationToken: cancellation
                    );
                    return null;
                case ShopStep.ReviveProduct { Plan: var plan }:
                    await stripe.Api.Products.UpdateAsync(
                        ProductIdOf(plan),
                        new ProductUpdateOptions { Active = true },
                        cancellationToken: cancellation
                    );
                    return null;
                case ShopStep.MakePrice { Plan: var plan, Price: var price }:
                    await stripe.Api.Prices.CreateAsync(Wanted(plan, price), cancellationToken: cancellation);
                    return null;
                case ShopStep.RevivePrice revived:
                    await stripe.Api.Prices.UpdateAsync(
                        revived.PriceId,
                        new PriceUpdateOptions { Active = true },
                        cancellationToken: cancellation
                    );
                    return null;
                case ShopStep.MakeEndpoint { Address: var address }:
                    var made = new WebhookEndpointCreateOptions
                    {
                        Url = address.AbsoluteUri,
                        EnabledEvents = Events,
                        ApiVersion = StripeConfiguration.ApiVersion,
                        Description = "FaceRek",
                    };
                    return (
                        await stripe.Api.WebhookEndpoints.CreateAsync(made, cancellationToken: cancellation)
                    ).Secret;
                case ShopStep.ChangeEndpoint changed:
                    await stripe.Api.WebhookEndpoints.UpdateAsync(
                        changed.EndpointId,
                        new WebhookEndpointUpdateOptions { EnabledEvents = Events, Disabled = false },
                        cancellationToken: cancellation
                    );
                    return null;
                default:
                    throw new InvalidOperationException($"{step.GetType().Name} is nothing that can be done here.");
            }
        });

    /// <summary>Ours and not drawn by Stripe, so that two who set up at once make one.</summary>
    private static string ProductIdOf(Plan plan) => $"facerek_{plan.Code}";

    private async Task<IEnumerable<ShopStep>> LookAtProductsAsync(CancellationToken cancellation)
    {
        var known = await stripe.Api.Products.ListAsync(
            new ProductListOptions { Ids = [.. Sold.Select(ProductIdOf)], Limit = Most },
            cancellationToken: cancellation
        );
        return Sold.Select(plan =>
                known.FirstOrDefault(product => product.Id == ProductIdOf(plan)) switch
                {
                    null => new ShopStep.MakeProduct(plan),
                    { Active: false } => new ShopStep.ReviveProduct(plan),
                    _ => (ShopStep?)null,
                }
            )
            .OfType<ShopStep>();
    }

    private async Task<IEnumerable<ShopStep>> LookAtPricesAsync(CancellationToken cancellation)
    {
        var known = await stripe.Api.Prices.ListAsync(
            new PriceListOptions
            {
                LookupKeys = [.. Sold.SelectMany(plan => plan.Prices).Select(price => price.LookupKey)],
                Limit = Most,
            },
            cancellationToken: cancellation
        );
        return Sold.SelectMany(
                plan => plan.Prices,
                (plan, price) =>
                    known.FirstOrDefault(atStripe => atStripe.LookupKey == price.LookupKey) switch
                    {
                        null => new ShopStep.MakePrice(plan, price),
                        var other when !PriceBook.IsTheSame(other, price) => new ShopStep.Differs(price, other.Id),
                        { Active: false } archived => new ShopStep.RevivePrice(price, archived.Id),
                        _ => (ShopStep?)null,
                    }
            )
            .OfType<ShopStep>();
    }

    private async Task<IEnumerable<ShopStep>> LookAtEndpointAsync(Uri hook, CancellationToken cancellation)
    {
        var known = await stripe.Api.WebhookEndpoints.ListAsync(
            new WebhookEndpointListOptions { Limit = Most },
            cancellationToken: cancellation
        );
        if (known.FirstOrDefault(endpoint => endpoint.Url == hook.AbsoluteUri) is not { } ours)
        {
            return [new ShopStep.MakeEndpoint(hook)];
        }
        return ours.Status == "enabled" && ours.EnabledEvents.ToHashSet(StringComparer.Ordinal).SetEquals(Events)
            ? []
            : [new ShopStep.ChangeEndpoint(hook, ours.Id)];
    }

    private static PriceCreateOptions Wanted(Plan plan, PlanPrice price) =>
        new()
        {
            Product = ProductIdOf(plan),
            Currency = price.PerPerson.Currency,
            UnitAmount = price.PerPerson.Minor,
            Recurring = new PriceRecurringOptions { Interval = PriceBook.IntervalOf(price) },
            LookupKey = price.LookupKey,
            TaxBehavior = "exclusive",
        };

    private static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (fault is StripeException or HttpRequestException or TaskCanceledException)
        {
            throw new IOException($"Stripe did not do what it was asked for: {StripeAnswers.WordFor(fault)}.", fault);
        }
    }
}

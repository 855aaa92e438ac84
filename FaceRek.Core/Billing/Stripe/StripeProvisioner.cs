using System.Diagnostics;
using FaceRek.Core.Billing.Plans;
using Stripe;
using Plan = FaceRek.Core.Billing.Plans.Plan;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>
/// Creates at Stripe what the first sale needs: products, prices by lookup key, and the webhook endpoint. What already
/// exists stays, so it may run any number of times.
/// </summary>
public sealed class StripeProvisioner(StripeConnection stripe)
{
    /// <summary>Stripe's maximum page size; an account has at most 16 endpoints.</summary>
    private const int MaxCount = 100;

    private static readonly Plan[] Sold = [.. PlanCatalogue.Offered.Where(plan => plan.IsPaid)];
    private static readonly List<string> Events = [.. EventKind.OfCustomers, .. EventKind.OfPrices];

    /// <summary>The steps to do, in a valid order. Changes nothing.</summary>
    /// <param name="hook">Where this installation receives events.</param>
    /// <exception cref="IOException">Stripe did not answer, or refused; the message says which.</exception>
    public Task<IReadOnlyList<ProvisioningStep>> LookAsync(Uri hook, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<ProvisioningStep>>(async () =>
            [
                .. await LookAtProductsAsync(cancellationToken),
                .. await LookAtPricesAsync(cancellationToken),
                .. await LookAtEndpointAsync(hook, cancellationToken),
            ]
        );

    /// <returns>The signing secret of a created endpoint, which Stripe returns only once; null for other steps.</returns>
    /// <exception cref="IOException">Stripe did not answer, or refused; the message says which.</exception>
    public Task<string?> DoAsync(ProvisioningStep step, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            switch (step)
            {
                case ProvisioningStep.MakeProduct { Plan: var plan }:
                    await stripe.Api.Products.CreateAsync(
                        new ProductCreateOptions
                        {
                            Id = ProductIdOf(plan),
                            Name = $"FaceRek {plan.Name}",
                            Description = plan.Summary,
                            UnitLabel = "person",
                        },
                        cancellationToken: cancellationToken
                    );
                    return null;
                case ProvisioningStep.ReviveProduct { Plan: var plan }:
                    await stripe.Api.Products.UpdateAsync(
                        ProductIdOf(plan),
                        new ProductUpdateOptions { Active = true },
                        cancellationToken: cancellationToken
                    );
                    return null;
                case ProvisioningStep.MakePrice { Plan: var plan, Price: var price }:
                    await stripe.Api.Prices.CreateAsync(Wanted(plan, price), cancellationToken: cancellationToken);
                    return null;
                case ProvisioningStep.RevivePrice revived:
                    await stripe.Api.Prices.UpdateAsync(
                        revived.PriceId,
                        new PriceUpdateOptions { Active = true },
                        cancellationToken: cancellationToken
                    );
                    return null;
                case ProvisioningStep.MakeEndpoint { Address: var address }:
                    var made = new WebhookEndpointCreateOptions
                    {
                        Url = address.AbsoluteUri,
                        EnabledEvents = Events,
                        ApiVersion = StripeConfiguration.ApiVersion,
                        Description = "FaceRek",
                    };
                    return (
                        await stripe.Api.WebhookEndpoints.CreateAsync(made, cancellationToken: cancellationToken)
                    ).Secret;
                case ProvisioningStep.ChangeEndpoint changed:
                    await stripe.Api.WebhookEndpoints.UpdateAsync(
                        changed.EndpointId,
                        new WebhookEndpointUpdateOptions { EnabledEvents = Events, Disabled = false },
                        cancellationToken: cancellationToken
                    );
                    return null;
                case ProvisioningStep.Differs:
                    throw new InvalidOperationException($"{step.GetType().Name} is nothing that can be done here.");
                default:
                    throw new UnreachableException();
            }
        });

    /// <summary>Our own id rather than one from Stripe, so that two simultaneous setups create only one product.</summary>
    private static string ProductIdOf(Plan plan) => $"facerek_{plan.Code}";

    private async Task<IEnumerable<ProvisioningStep>> LookAtProductsAsync(CancellationToken cancellationToken)
    {
        var known = await stripe.Api.Products.ListAsync(
            new ProductListOptions { Ids = [.. Sold.Select(ProductIdOf)], Limit = MaxCount },
            cancellationToken: cancellationToken
        );
        return Sold.Select(plan =>
                known.FirstOrDefault(product => product.Id == ProductIdOf(plan)) switch
                {
                    null => new ProvisioningStep.MakeProduct(plan),
                    { Active: false } => new ProvisioningStep.ReviveProduct(plan),
                    _ => (ProvisioningStep?)null,
                }
            )
            .OfType<ProvisioningStep>();
    }

    private async Task<IEnumerable<ProvisioningStep>> LookAtPricesAsync(CancellationToken cancellationToken)
    {
        var known = await stripe.Api.Prices.ListAsync(
            new PriceListOptions
            {
                LookupKeys = [.. Sold.SelectMany(plan => plan.Prices).Select(price => price.LookupKey)],
                Limit = MaxCount,
            },
            cancellationToken: cancellationToken
        );
        return Sold.SelectMany(
                plan => plan.Prices,
                (plan, price) =>
                    known.FirstOrDefault(atStripe => atStripe.LookupKey == price.LookupKey) switch
                    {
                        null => new ProvisioningStep.MakePrice(plan, price),
                        var other when !StripePriceCache.IsTheSame(other, price) => new ProvisioningStep.Differs(
                            price,
                            other.Id
                        ),
                        { Active: false } archived => new ProvisioningStep.RevivePrice(price, archived.Id),
                        _ => (ProvisioningStep?)null,
                    }
            )
            .OfType<ProvisioningStep>();
    }

    private async Task<IEnumerable<ProvisioningStep>> LookAtEndpointAsync(Uri hook, CancellationToken cancellationToken)
    {
        var known = await stripe.Api.WebhookEndpoints.ListAsync(
            new WebhookEndpointListOptions { Limit = MaxCount },
            cancellationToken: cancellationToken
        );
        if (known.FirstOrDefault(endpoint => endpoint.Url == hook.AbsoluteUri) is not { } ours)
        {
            return [new ProvisioningStep.MakeEndpoint(hook)];
        }
        return ours.Status == "enabled" && ours.EnabledEvents.ToHashSet(StringComparer.Ordinal).SetEquals(Events)
            ? []
            : [new ProvisioningStep.ChangeEndpoint(hook, ours.Id)];
    }

    private static PriceCreateOptions Wanted(Plan plan, PlanPrice price) =>
        new()
        {
            Product = ProductIdOf(plan),
            Currency = price.PerPerson.Currency,
            UnitAmount = price.PerPerson.Minor,
            Recurring = new PriceRecurringOptions { Interval = StripePriceCache.IntervalOf(price) },
            LookupKey = price.LookupKey,
            TaxBehavior = "exclusive",
        };

    private static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is StripeException or HttpRequestException or TaskCanceledException)
        {
            throw new IOException($"Stripe refused the request: {StripeErrors.WordFor(exception)}.", exception);
        }
    }
}

/// <summary>Something that is missing at Stripe, or differs from our catalogue.</summary>
public abstract record ProvisioningStep
{
    private ProvisioningStep() { }

    public sealed record MakeProduct(Plan Plan) : ProvisioningStep;

    /// <summary>The product was archived.</summary>
    public sealed record ReviveProduct(Plan Plan) : ProvisioningStep;

    public sealed record MakePrice(Plan Plan, PlanPrice Price) : ProvisioningStep;

    /// <param name="PriceId">price_… of the archived price.</param>
    public sealed record RevivePrice(PlanPrice Price, string PriceId) : ProvisioningStep;

    /// <summary>
    /// The amount, currency or interval differs from ours. Prices never change at Stripe: the operator has to free the
    /// lookup key there, or the plan gets a new version.
    /// </summary>
    public sealed record Differs(PlanPrice Price, string PriceId) : ProvisioningStep;

    public sealed record MakeEndpoint(Uri Address) : ProvisioningStep;

    /// <summary>It is disabled, or subscribed to other events than those processed here.</summary>
    public sealed record ChangeEndpoint(Uri Address, string EndpointId) : ProvisioningStep;
}

using System.Collections.Concurrent;
using FaceRek.Core.Billing.Plans;
using Microsoft.Extensions.Logging;
using Stripe;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>Stripe's ids of our prices, by lookup key. A price that differs from the one shown is never used.</summary>
public sealed partial class StripePriceCache(
    StripeConnection stripe,
    TimeProvider clock,
    ILogger<StripePriceCache> logger
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string Id, DateTimeOffset Until)> known = new(
        StringComparer.Ordinal
    );

    /// <summary>price_…; null where Stripe has no such price, or has it with another amount, currency or interval.</summary>
    internal async Task<string?> FindAsync(PlanPrice price, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(price.LookupKey, out var entry) && clock.GetUtcNow() < entry.Until)
        {
            return entry.Id;
        }
        var found = await stripe.Api.Prices.ListAsync(
            new PriceListOptions
            {
                LookupKeys = [price.LookupKey],
                Active = true,
                Limit = 1,
            },
            cancellationToken: cancellationToken
        );
        if (found.Data is not [{ } atStripe])
        {
            LogMissing(price.LookupKey);
            return null;
        }
        if (!IsTheSame(atStripe, price))
        {
            LogDiffers(price.LookupKey);
            return null;
        }
        known[price.LookupKey] = (atStripe.Id, clock.GetUtcNow() + Kept);
        return atStripe.Id;
    }

    /// <summary>Call after prices were changed at Stripe.</summary>
    public void Forget() => known.Clear();

    internal static bool IsTheSame(Price atStripe, PlanPrice price) =>
        atStripe.UnitAmount == price.PerPerson.Minor
        && string.Equals(atStripe.Currency, price.PerPerson.Currency, StringComparison.OrdinalIgnoreCase)
        && atStripe.Recurring is { IntervalCount: 1 } recurring
        && recurring.Interval == IntervalOf(price);

    /// <summary>In Stripe's terms.</summary>
    internal static string IntervalOf(PlanPrice price) => price.Interval == BillingInterval.Year ? "year" : "month";

    [LoggerMessage(
        EventId = 1709,
        Level = LogLevel.Error,
        Message = "Stripe has no active price with the lookup key {LookupKey}: nothing can be bought by it"
    )]
    private partial void LogMissing(string lookupKey);

    [LoggerMessage(
        EventId = 1710,
        Level = LogLevel.Error,
        Message = "The price {LookupKey} differs at Stripe in amount, currency or interval: nothing can be bought by it"
    )]
    private partial void LogDiffers(string lookupKey);
}

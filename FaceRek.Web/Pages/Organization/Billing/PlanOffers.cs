using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>The plans that cost something, as an organization of so many people may choose them.</summary>
internal static class PlanOffers
{
    /// <param name="current">The lookup key of what they have; null where they have nothing.</param>
    /// <param name="page">The path of the page that answers a choice.</param>
    public static IReadOnlyList<PlanOffer> For(
        int people,
        BillingInterval interval,
        string? current,
        string page,
        IStringLocalizer<Words> words
    )
    {
        var paid = PlanCatalogue.Offered.Where(plan => plan.IsPaid).ToList();
        return
        [
            .. paid.Select(plan =>
                plan.PriceBy(interval)!.LookupKey == current
                    ? new PlanOffer(new SeatQuote(plan, interval, people)) { IsCurrent = true }
                    : new PlanOffer(
                        new SeatQuote(plan, interval, people),
                        $"{page}?plan={plan.Code}&interval={BillingQuery.NameOf(interval)}",
                        words["Choose {0}", plan.Name]
                    )
                    {
                        IsSuggested = current is null && plan == paid[0],
                    }
            ),
        ];
    }
}

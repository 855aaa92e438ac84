using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>The paid plans, as an organization of this size may choose them.</summary>
internal static class PlanOffers
{
    /// <param name="current">The lookup key of the current plan; null where there is none.</param>
    /// <param name="page">The path of the page that handles a choice.</param>
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

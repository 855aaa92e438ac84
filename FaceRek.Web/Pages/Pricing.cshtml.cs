using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Web.Components.Billing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
public sealed class PricingModel(IStringLocalizer<Words> words) : PageModel
{
    private const int UsualPeople = 12;

    public BillingQuery Query { get; private set; } = null!;
    public string? Error { get; private set; }
    public IReadOnlyList<PlanOffer> Offers { get; private set; } = [];

    public void OnGet()
    {
        Query = BillingQuery.Read(Request.Query, UsualPeople);
        if (Query.People is null)
        {
            Error = words["Enter a whole number from 1 to {0:N0}. For more people, contact us.", SeatQuote.MaxPeople];
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        var people = Query.People ?? UsualPeople;
        var suggested = PlanCatalogue.Offered.First(plan => plan.Holds(people));
        Offers =
        [
            .. PlanCatalogue.Offered.Select(plan => new PlanOffer(
                new SeatQuote(plan, Query.Interval, people),
                "/sign-up",
                plan.IsPaid ? words["Try {0} free", plan.Name] : words["Start free"]
            )
            {
                IsSuggested = plan == suggested,
            }),
        ];
    }
}

using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>First what a change costs, then the change: what is confirmed is what was shown.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ChangeModel(
    PlanChangeDesk desk,
    SubscriptionOverviewReader overviews,
    FaceRekDb db,
    IStringLocalizer<Words> words
) : PageModel
{
    public BillingInterval Interval { get; private set; }
    public SeatQuote? Quote { get; private set; }
    public PlanChange? Change { get; private set; }
    public IReadOnlyList<PlanOffer> Offers { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? plan, string? interval, CancellationToken cancellationToken)
    {
        await ShowAsync(interval, cancellationToken);
        if (plan is null)
        {
            return Page();
        }
        var outcome = await desk.PreviewAsync(plan, Interval, cancellationToken);
        if (outcome is not BillingOutcome.Shown shown)
        {
            return this.To(outcome, "", words);
        }
        Change = shown.Change;
        Quote = PlanCatalogue.FindByLookupKey(shown.Change.LookupKey) is { } offer
            ? new SeatQuote(offer.Plan, offer.Price.Interval, shown.Change.Seats)
            : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] Guid change, CancellationToken cancellationToken)
    {
        await ShowAsync(null, cancellationToken);
        return this.To(
            await desk.ConfirmAsync(change, User.Id(), cancellationToken),
            words["The plan is changed."],
            words
        );
    }

    private async Task ShowAsync(string? interval, CancellationToken cancellationToken)
    {
        var standing = await overviews.StandingAsync(cancellationToken);
        Interval =
            BillingQuery.IntervalOf(interval) ?? standing.Subscription?.Offer?.Price.Interval ?? BillingInterval.Month;
        Offers = PlanOffers.For(
            Math.Max(1, await db.CountSeatsAsync(cancellationToken)),
            Interval,
            standing.Subscription?.LookupKey,
            Url.Content("~/billing/change"),
            words
        );
    }
}

using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Components.Billing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>From no subscription to Stripe's checkout. The browser names a plan and an interval; the server sets everything else.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ChooseModel(CheckoutDesk desk, StripeConnection stripe, FaceRekDb db, IStringLocalizer<Words> words)
    : PageModel
{
    public bool IsConfigured => stripe.IsConfigured;
    public int People { get; private set; }
    public BillingInterval Interval { get; private set; }

    /// <summary>The chosen plan; null while there is none.</summary>
    public SeatQuote? Quote { get; private set; }
    public IReadOnlyList<PlanOffer> Offers { get; private set; } = [];

    public Task OnGetAsync(string? plan, string? interval, CancellationToken cancellationToken) =>
        ShowAsync(plan, interval, cancellationToken);

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? plan,
        [FromForm] string? interval,
        CancellationToken cancellationToken
    )
    {
        await ShowAsync(plan, interval, cancellationToken);
        BillingOutcome outcome = BillingQuery.IntervalOf(interval) is { } known
            ? await desk.StartAsync(plan, known, User.Id(), cancellationToken)
            : new BillingOutcome.NoSuchPlan();
        return this.To(outcome, "", words);
    }

    private async Task ShowAsync(string? plan, string? interval, CancellationToken cancellationToken)
    {
        People = Math.Max(1, await db.CountSeatsAsync(cancellationToken));
        Interval = BillingQuery.IntervalOf(interval) ?? BillingInterval.Month;
        Quote = PlanCatalogue.FindOffered(plan) is { IsPaid: true } chosen
            ? new SeatQuote(chosen, Interval, People)
            : null;
        var offers = PlanOffers.For(People, Interval, current: null, Url.Content("~/billing/choose"), words);
        Offers = IsConfigured ? offers : [.. offers.Select(offer => offer with { Path = null })];
    }
}

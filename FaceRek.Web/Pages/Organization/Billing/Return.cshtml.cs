using FaceRek.Core.Billing;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Where Stripe sends an owner back to. What the address says is not believed: Stripe is asked, and the next page shows what it said.</summary>
public sealed class ReturnModel(CheckoutDesk desk, BillingOffice office, IStringLocalizer<Words> words) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var outcome = await desk.ReturnAsync(User.Id(), cancellation);
        if (outcome is BillingOutcome.NotConfigured) { return RedirectToPage("/Organization/Billing/Index"); }
        if (outcome is BillingOutcome.Unreachable) { TempData["Bad"] = words["Stripe does not answer just now. If you have paid, this page shows it within minutes."].Value; }
        else if (outcome is BillingOutcome.Done && (await office.StandingAsync(cancellation)).OpenCheckout is not null) { TempData["Good"] = words["Thank you. As soon as the payment is confirmed, the plan is yours; this can take a minute."].Value; }
        else if (outcome is BillingOutcome.Done) { TempData["Good"] = words["This is how it stands at Stripe now."].Value; }
        return RedirectToPage("/Organization/Billing/Index");
    }
}

using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>
/// Where Stripe sends an owner back to. The address is not trusted: Stripe is asked, and the next page shows its
/// answer. A message in a cookie would be shown too late: browsers do not send strict cookies when coming from another
/// site.
/// </summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ReturnModel(CheckoutDesk desk) : PageModel
{
    public async Task<RedirectToPageResult> OnGetAsync(CancellationToken cancellationToken) =>
        RedirectToPage(
            "/Organization/Billing/Index",
            await desk.ReturnAsync(User.Id(), cancellationToken) is BillingOutcome.Done ? new { from = "stripe" } : null
        );
}

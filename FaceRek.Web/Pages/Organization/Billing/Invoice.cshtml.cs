using FaceRek.Core.Billing.History;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Redirects to an invoice at Stripe.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class InvoiceModel(InvoiceDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid invoiceId, CancellationToken cancellationToken) =>
        await desk.OpenAsync(invoiceId, asPdf: false, cancellationToken) is { } outcome
            ? this.ToOrBack(outcome, "", words)
            : NotFound();
}

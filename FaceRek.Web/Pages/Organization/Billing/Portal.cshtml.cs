using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>
/// Redirects an owner to Stripe's portal. Anyone with its address has access, so it is created on the click and never
/// stored.
/// </summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class PortalModel(PortalDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Organization/Billing/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        this.ToOrBack(await desk.OpenAsync(User.Id(), cancellationToken), "", words);
}

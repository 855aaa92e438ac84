using FaceRek.Core.Billing.Purchasing;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Lets an owner into Stripe's portal. Its address lets anybody in who has it, so it is made by a press of the button and never kept.</summary>
public sealed class PortalModel(PortalDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Organization/Billing/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        this.ToOrBack(await desk.OpenAsync(User.Id(), cancellationToken), "", words);
}

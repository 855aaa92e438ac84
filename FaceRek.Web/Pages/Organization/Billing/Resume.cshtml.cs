using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Revokes a cancellation. A button without a page of its own.</summary>
[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
[LeadsToStripe]
public sealed class ResumeModel(CancellationDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public RedirectToPageResult OnGet() => RedirectToPage("/Organization/Billing/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        this.ToOrBack(
            await desk.ResumeAsync(User.Id(), cancellationToken),
            words["The subscription continues."],
            words
        );
}

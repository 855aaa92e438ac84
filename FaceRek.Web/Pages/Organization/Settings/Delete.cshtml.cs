using System.Diagnostics;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Owner, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class DeleteModel(ClosingDesk desk, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    [BindProperty]
    public string? TypedName { get; set; }

    public string Name => current.Organization.Name;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await desk.CloseAsync(TypedName, User.Id(), cancellationToken))
        {
            case ClosingOutcome.Closed:
                TempData["Good"] = words["{0} was deleted.", Name].Value;
                return LocalRedirect("/organizations");
            case ClosingOutcome.NotAllowed:
                return Forbid();
            case ClosingOutcome.StillSubscribed { Why: var why }:
                ModelState.AddModelError(nameof(TypedName), Why(why));
                return Page();
            case ClosingOutcome.OtherName:
                ModelState.AddModelError(
                    nameof(TypedName),
                    words["This is not the name. Nothing was deleted. Type the name exactly as shown."]
                );
                return Page();
            default:
                throw new UnreachableException();
        }
    }

    private string Why(BillingOutcome why) =>
        why switch
        {
            BillingOutcome.NotConfigured => words[
                "The subscription cannot be ended, because billing is no longer configured here. Nothing was deleted. Ask the operator of this server."
            ],
            BillingOutcome.Refused { RequestId: { } id } => words[
                "Stripe did not end the subscription ({0}). Nothing was deleted.",
                id
            ],
            _ => words[
                "Stripe does not answer, and the subscription must end first. Nothing was deleted. Try again in a few minutes."
            ],
        };
}

using FaceRek.Core.Organizations;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

[Requires(Role.Admin)]
[AsksForPlace]
public sealed class AddModel(SiteDesk desk, CurrentOrganization current, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public SiteForm Input { get; set; } = new();

    public void OnGet() => Input = new SiteForm { Zone = current.Organization.Zone };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.Read(ModelState, words) is not { } details)
        {
            return this.Again();
        }
        var outcome = await desk.AddAsync(details, cancellationToken);
        if (outcome is not SiteOutcome.Done { Site: var site })
        {
            ModelState.AddModelError("Input.Name", words.Say(outcome));
            return this.Again(StatusCodes.Status409Conflict);
        }
        TempData["Good"] = words["{0} was added.", site.Name].Value;
        return RedirectToPage("Index");
    }
}

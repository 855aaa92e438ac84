using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

[Requires(Role.Admin)]
[AsksForPlace]
public sealed class SiteModel(FaceRekDb db, SiteDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public SiteForm Input { get; set; } = new();

    public Site Site { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid siteId, CancellationToken cancellationToken)
    {
        if (!await FindAsync(siteId, cancellationToken))
        {
            return NotFound();
        }
        Input = SiteForm.Of(Site);
        return Page();
    }

    /// <param name="choice">"close" or "reopen" from the buttons below; otherwise the form is saved.</param>
    public async Task<IActionResult> OnPostAsync(Guid siteId, string? choice, CancellationToken cancellationToken)
    {
        if (!await FindAsync(siteId, cancellationToken))
        {
            return NotFound();
        }
        return choice switch
        {
            null => await SaveAsync(siteId, cancellationToken),
            "close" => Said(await desk.CloseAsync(siteId, cancellationToken), words["{0} is closed.", Site.Name]),
            "reopen" => Said(await desk.ReopenAsync(siteId, cancellationToken), words["{0} is open again.", Site.Name]),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult> SaveAsync(Guid siteId, CancellationToken cancellationToken)
    {
        if (Input.Read(ModelState, words) is not { } details)
        {
            return this.Again();
        }
        return Said(await desk.ChangeAsync(siteId, details, cancellationToken), words["Saved."]);
    }

    private IActionResult Said(SiteOutcome outcome, LocalizedString sentence)
    {
        switch (outcome)
        {
            case SiteOutcome.Done:
                TempData["Good"] = sentence.Value;
                return RedirectToPage("Index");
            case SiteOutcome.NotFound:
                return NotFound();
            case SiteOutcome.NameTaken or SiteOutcome.TooMany or SiteOutcome.NotEntitled:
                ModelState.AddModelError("Input.Name", words.Say(outcome));
                return this.Again(StatusCodes.Status409Conflict);
            default:
                throw new UnreachableException();
        }
    }

    private async Task<bool> FindAsync(Guid siteId, CancellationToken cancellationToken)
    {
        Site = (await db.Sites.SingleOrDefaultAsync(site => site.Id == siteId, cancellationToken))!;
        return Site is not null;
    }
}

using FaceRek.Core.Organizations;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>Makes an admin one of the people as well.</summary>
[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
public sealed class JoinModel(FaceRekDb db, PersonUserLink link, IStringLocalizer<Words> words) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var userId = User.Id();
        var outcome = await link.JoinAsync(
            await db.Users.SingleAsync(u => u.Id == userId, cancellationToken),
            cancellationToken
        );
        if (outcome is PersonOutcome.NotEntitled refused)
        {
            TempData["Bad"] = words.Say(refused.Obstacle).Value;
            return RedirectToPage("Index");
        }
        if (outcome is not PersonOutcome.Done { Person: var person })
        {
            return NotFound();
        }
        TempData["Good"] = words["You are on the list of people now."].Value;
        return RedirectToPage("Person", new { person.Id });
    }
}

using System.Diagnostics;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Owner)]
public sealed class SandboxModel(
    SandboxDesk desk,
    CurrentOrganization current,
    FaceRekDb db,
    IStringLocalizer<Words> words
) : PageModel
{
    public bool IsOn => current.Organization.IsSandbox;

    /// <summary>People with faces.</summary>
    public int Enrolled { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Enrolled = await db.FaceTemplates.Select(row => row.PersonId).Distinct().CountAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(bool? on, CancellationToken cancellationToken)
    {
        if (on is not { } wanted || !ModelState.IsValid)
        {
            return RedirectToPage();
        }
        switch (await desk.SwitchAsync(wanted, User.Id(), cancellationToken))
        {
            case SandboxOutcome.NotAllowed:
                return Forbid();
            case SandboxOutcome.FacesThere { People: var people }:
                TempData["Bad"] = words[
                    "Nothing was changed, because faces are enrolled here (people: {0}). Delete them first, or use another organization.",
                    people
                ].Value;
                break;
            case SandboxOutcome.Switched:
                TempData["Good"] = wanted
                    ? words["This organization is a sandbox now."].Value
                    : words["This organization is no longer a sandbox."].Value;
                break;
            default:
                throw new UnreachableException();
        }
        return RedirectToPage();
    }
}

using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class EraseModel(FaceRekDb db, ErasureDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? TypedName { get; set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }
        switch (await desk.EraseAsync(Id, TypedName, User.Id(), cancellationToken))
        {
            case PersonOutcome.Done:
                TempData["Good"] = words["{0} was erased.", Name].Value;
                return RedirectToPage("Index");
            case PersonOutcome.OtherName:
                ModelState.AddModelError(
                    nameof(TypedName),
                    words["This is not the name. Nothing was erased. Type the name exactly as shown."]
                );
                return Page();
            case PersonOutcome.NotFound
            or PersonOutcome.ExternalIdTaken
            or PersonOutcome.NoSuchSite
            or PersonOutcome.NoSuchDepartment
            or PersonOutcome.OtherRevision
            or PersonOutcome.NotEntitled:
                return NotFound();
            default:
                throw new UnreachableException();
        }
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        Name =
            await db.People.Known().Where(p => p.Id == Id).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken)
            ?? "";
        return Name.Length > 0;
    }
}

using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings.Keys;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class RevokeModel(FaceRekDb db, ApiKeyDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid keyId, CancellationToken cancellationToken)
    {
        Name =
            await db
                .ApiKeys.Where(key => key.Id == keyId)
                .Select(key => key.Name)
                .SingleOrDefaultAsync(cancellationToken)
            ?? "";
        return Name.Length > 0 ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid keyId, CancellationToken cancellationToken)
    {
        if (!await desk.RevokeAsync(keyId, User.Id(), cancellationToken))
        {
            return NotFound();
        }
        TempData["Good"] = words["The key is revoked."].Value;
        return RedirectToPage("Index");
    }
}

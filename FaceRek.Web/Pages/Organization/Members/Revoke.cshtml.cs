using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Members;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class RevokeModel(FaceRekDb db, InvitationDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        Email =
            await db
                .Invitations.Where(i => i.Id == invitationId && i.AcceptedAt == null)
                .Select(i => i.Email)
                .SingleOrDefaultAsync(cancellationToken)
            ?? "";
        return Email.Length > 0 ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        if (!await desk.RevokeAsync(invitationId, cancellationToken))
        {
            return NotFound();
        }
        TempData["Good"] = words["The invitation is revoked."].Value;
        return RedirectToPage("/Organization/Members/Index");
    }
}

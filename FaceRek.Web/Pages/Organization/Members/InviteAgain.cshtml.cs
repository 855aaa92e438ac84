using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Members;

[Requires(Role.Admin)]
public sealed class InviteAgainModel(FaceRekDb db, InvitationDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public Invitation Invitation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid invitationId, CancellationToken cancellationToken) =>
        await FindAsync(invitationId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        if (!await FindAsync(invitationId, cancellationToken))
        {
            return NotFound();
        }
        var outcome = await desk.InviteAsync(
            Invitation.Email,
            Invitation.Role,
            User.Id(),
            Invitation.PersonId,
            cancellationToken
        );
        if (outcome is InvitationOutcome.NotAllowed)
        {
            return Forbid();
        }
        if (InvitationText.Flash(TempData, outcome, words))
        {
            return RedirectToPage("/Organization/Members/Index");
        }
        new Fields(ModelState, words).Refuse("", InvitationText.Obstacle(outcome, words));
        return this.Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> FindAsync(Guid invitationId, CancellationToken cancellationToken)
    {
        var found = await db.Invitations.SingleOrDefaultAsync(
            i => i.Id == invitationId && i.AcceptedAt == null,
            cancellationToken
        );
        Invitation = found!;
        return found is not null;
    }
}

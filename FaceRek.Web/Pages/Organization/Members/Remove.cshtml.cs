using System.Diagnostics;
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

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class RemoveModel(FaceRekDb db, MembershipDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid userId, CancellationToken cancellationToken) =>
        await FindAsync(userId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (!await FindAsync(userId, cancellationToken))
        {
            return NotFound();
        }
        switch (await desk.RemoveAsync(User.Id(), userId, cancellationToken))
        {
            case MembershipOutcome.Done:
                TempData["Good"] = words["{0} is no longer a member.", Name].Value;
                return userId == User.Id()
                    ? LocalRedirect("/organizations")
                    : RedirectToPage("/Organization/Members/Index");
            case MembershipOutcome.LastOwner:
                new Fields(ModelState, words).Refuse(
                    "",
                    words["{0} is the only owner. Make someone else an owner first.", Name]
                );
                return this.Again(StatusCodes.Status409Conflict);
            case MembershipOutcome.NotAMember:
                return NotFound();
            case MembershipOutcome.NotAllowed:
                return Forbid();
            default:
                throw new UnreachableException();
        }
    }

    private async Task<bool> FindAsync(Guid userId, CancellationToken cancellationToken)
    {
        Name =
            await db
                .Memberships.Where(m => m.UserId == userId)
                .Select(m => m.User!.Name)
                .SingleOrDefaultAsync(cancellationToken)
            ?? "";
        return Name.Length > 0;
    }
}

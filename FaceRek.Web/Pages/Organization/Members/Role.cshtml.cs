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
public sealed class RoleModel(
    FaceRekDb db,
    MembershipDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public string Name { get; private set; } = "";
    public Role Highest => current.MayActAs(Role.Owner) ? Role.Owner : Role.Admin;

    public async Task<IActionResult> OnGetAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (
            await db
                .Memberships.Where(m => m.UserId == userId)
                .Select(m => new { m.User!.Name, m.Role })
                .SingleOrDefaultAsync(cancellationToken)
            is not { } member
        )
        {
            return NotFound();
        }
        (Name, Input) = (member.Name, new Form { Role = member.Role });
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (
            await db
                .Memberships.Where(m => m.UserId == userId)
                .Select(m => m.User!.Name)
                .SingleOrDefaultAsync(cancellationToken)
            is not string name
        )
        {
            return NotFound();
        }
        Name = name;
        var fields = new Fields(ModelState, words);
        if (Input.Role is null || !Enum.IsDefined(Input.Role.Value))
        {
            fields.Refuse("Input.Role", words["Choose a role from the list."]);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        switch (await desk.ChangeRoleAsync(User.Id(), userId, Input.Role!.Value, cancellationToken))
        {
            case MembershipOutcome.Done:
                TempData["Good"] = words["The role of {0} is changed.", name].Value;
                return userId == User.Id() && Input.Role < Role.Admin
                    ? LocalRedirect("/organizations")
                    : RedirectToPage("/Organization/Members/Index");
            case MembershipOutcome.LastOwner:
                fields.Refuse("", words["{0} is the only owner. Make someone else an owner first.", name]);
                return this.Again(StatusCodes.Status409Conflict);
            case MembershipOutcome.NotAMember:
                return NotFound();
            case MembershipOutcome.NotAllowed:
                return Forbid();
            default:
                throw new UnreachableException();
        }
    }

    public sealed record Form
    {
        public Role? Role { get; init; }
    }
}

using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Members;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
public sealed class InviteModel(InvitationDesk desk, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public Role Highest => current.MayActAs(Role.Owner) ? Role.Owner : Role.Admin;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var fields = new Fields(ModelState, words);
        var email = fields.Email("Input.Email", Input.Email);
        if (Input.Role is null)
        {
            fields.Refuse("Input.Role", words["Choose a role from the list."]);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var outcome = await desk.InviteAsync(email, Input.Role!.Value, User.Id(), personId: null, cancellationToken);
        if (outcome is InvitationOutcome.NotAllowed)
        {
            return Forbid();
        }
        if (InvitationText.Flash(TempData, outcome, words))
        {
            return RedirectToPage("/Organization/Members/Index");
        }
        fields.Refuse("Input.Email", InvitationText.Obstacle(outcome, words));
        return this.Again();
    }

    public sealed record Form
    {
        public string? Email { get; init; }
        public Role? Role { get; init; } = FaceRek.Core.Organizations.Role.Employee;
    }
}

using System.Diagnostics;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
public sealed class SignInModel(
    FaceRekDb db,
    InvitationDesk invitations,
    PersonUserLink link,
    IStringLocalizer<Words> words
) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;
    public string? SignInEmail { get; private set; }
    public string? Error { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? Page() : NotFound();

    /// <param name="choice">"invite" or "unlink", from the button that was clicked.</param>
    public async Task<IActionResult> OnPostAsync(string? choice, CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }
        return choice switch
        {
            "invite" => await InviteAsync(cancellationToken),
            "unlink" => await UnlinkAsync(cancellationToken),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult> InviteAsync(CancellationToken cancellationToken)
    {
        var outcome = await invitations.InviteAsync(
            Person.Email ?? "",
            Role.Employee,
            User.Id(),
            Id,
            cancellationToken
        );
        if (outcome is InvitationOutcome.Sent { Invitation.Email: var email })
        {
            TempData["Good"] = words[
                "An invitation was sent to {0}. It can be used once, within three days.",
                email
            ].Value;
            return RedirectToPage("Person", new { Id });
        }
        Error = outcome switch
        {
            InvitationOutcome.Unsent => words["The email could not be sent. Try again in a moment."],
            InvitationOutcome.NoAddress => words["Enter an email for this person first."],
            InvitationOutcome.TooMany => words[
                "Your organization has sent {0} invitations today. Invite again tomorrow.",
                InvitationDesk.MaxEmailsADay
            ],
            InvitationOutcome.NotEntitled refused => words.Say(refused.Obstacle),
            InvitationOutcome.Sent
            or InvitationOutcome.AlreadyMember
            or InvitationOutcome.NotAllowed
            or InvitationOutcome.NoSuchPerson => words["Only an active person without a sign-in can be invited."],
            _ => throw new UnreachableException(),
        };
        return Page();
    }

    private async Task<IActionResult> UnlinkAsync(CancellationToken cancellationToken)
    {
        if (await link.UnlinkAsync(Id, cancellationToken) is not PersonOutcome.Done)
        {
            return NotFound();
        }
        TempData["Good"] = words["The sign-in is unlinked."].Value;
        return RedirectToPage("Person", new { Id });
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (await db.People.Known().SingleOrDefaultAsync(p => p.Id == Id, cancellationToken) is not { } person)
        {
            return false;
        }
        Person = person;
        SignInEmail = person.UserId is { } userId
            ? await db.Users.Where(u => u.Id == userId).Select(u => u.Email).SingleAsync(cancellationToken)
            : null;
        return true;
    }
}

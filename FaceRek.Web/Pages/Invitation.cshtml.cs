using System.Diagnostics;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
public sealed class InvitationModel(
    JoiningDesk joining,
    WelcomeDesk welcome,
    UserManager<User> users,
    UserSessions sessions,
    TrustedBrowserCookie trusted,
    IStringLocalizer<Words> words
) : PageModel
{
    public enum Step
    {
        Closed,
        ForSomebodyElse,
        SignIn,
        Accept,
        NewAccount,
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    public Step State { get; private set; }
    public string OrganizationName { get; private set; } = "";
    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        State = await StepAsync(cancellationToken);
        return State == Step.Closed ? this.Gone() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        State = await StepAsync(cancellationToken);
        return State switch
        {
            Step.Closed => this.Gone(),
            Step.Accept => await AcceptAsync(cancellationToken),
            Step.NewAccount => await OpenAccountAsync(cancellationToken),
            Step.ForSomebodyElse or Step.SignIn => Page(),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<Step> StepAsync(CancellationToken cancellationToken)
    {
        if (await joining.FindAsync(Secret, cancellationToken) is not var (invitation, organization))
        {
            return Step.Closed;
        }
        (OrganizationName, Email) = (organization.Name, invitation.Email);
        if (await users.GetUserAsync(User) is { } user)
        {
            return string.Equals(user.Email, Email, StringComparison.OrdinalIgnoreCase)
                ? Step.Accept
                : Step.ForSomebodyElse;
        }
        return await welcome.HasAccountAsync(Email) ? Step.SignIn : Step.NewAccount;
    }

    private async Task<IActionResult> AcceptAsync(CancellationToken cancellationToken)
    {
        var user = await users.GetUserAsync(User);
        return user is not null && await joining.JoinAsync(Secret, user, cancellationToken) is JoinOutcome.Joined joined
            ? Welcome(joined.Organization.Name)
            : Closed();
    }

    private async Task<IActionResult> OpenAccountAsync(CancellationToken cancellationToken)
    {
        var fields = new Fields(ModelState, words);
        var name = fields.Name("Input.Name", Input.Name);
        var password = fields.NewPassword(
            "Input.Password",
            Input.Password,
            Input.Name,
            OrganizationName,
            Email,
            Email.Split('@')[0]
        );
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (await welcome.ReceiveAsync(Secret!, name, password, cancellationToken) is not var (user, organization))
        {
            return Closed();
        }
        await sessions.BeginAsync(user, remember: false);
        trusted.Remember(HttpContext, user.Id);
        return Welcome(organization.Name);
    }

    private RedirectToPageResult Welcome(string organizationName)
    {
        TempData["Good"] = words["You are now a member of {0}.", organizationName].Value;
        // The sign-in page redirects a signed-in user to their own page.
        return RedirectToPage("/SignIn");
    }

    private PageResult Closed()
    {
        State = Step.Closed;
        return this.Gone();
    }

    public sealed record Form
    {
        public string? Name { get; init; }
        public string? Password { get; init; }
    }
}

using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Settings;

public sealed class EmailModel(
    UserManager<User> users,
    EmailDesk emails,
    PasswordDesk passwords,
    IStringLocalizer<Words> words
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not User user)
        {
            return Challenge();
        }
        var fields = new Fields(ModelState, words);
        var email = fields.Email("Input.Email", Input.Email);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        switch (await passwords.CheckAsync(user, Input.Password))
        {
            case null:
                break;
            case NewPasswordOutcome.Wait wait:
                return this.Wait(wait.For, words);
            case NewPasswordOutcome.Changed
            or NewPasswordOutcome.Faulty
            or NewPasswordOutcome.PresentIsWrong
            or NewPasswordOutcome.LinkIsClosed:
                fields.Refuse("Input.Password", words["That is not your current password."]);
                return this.Again();
            default:
                throw new UnreachableException();
        }
        var (tone, sentence) = await emails.AskForNewAsync(user, email, cancellationToken)
            ? ("Good", words["We sent an email to {0}. Open the link in it to confirm the change.", email])
            : ("Bad", words["The email could not be sent, and nothing was changed. Try again in a few minutes."]);
        TempData[tone] = sentence.Value;
        return RedirectToPage("/Settings/Index");
    }

    public sealed record Form
    {
        public string? Email { get; init; }
        public string? Password { get; init; }
    }
}

using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Settings;

public sealed class PasswordModel(
    UserManager<User> users,
    PasswordDesk desk,
    UserSessions sessions,
    IStringLocalizer<Words> words
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not User user)
        {
            return Challenge();
        }
        var fields = new Fields(ModelState, words);
        var password = fields.NewPassword("Input.Password", Input.Password, user.Name, user.Email);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        switch (await desk.ChangeAsync(user, Input.Present, password))
        {
            case NewPasswordOutcome.Changed:
                await sessions.RenewAsync(user);
                TempData["Good"] = words["Your new password is saved. All other devices are signed out."].Value;
                return RedirectToPage("/Settings/Index");
            case NewPasswordOutcome.Wait wait:
                return this.Wait(wait.For, words);
            case NewPasswordOutcome.Faulty faulty:
                fields.Refuse("Input.Password", faulty.Error);
                return this.Again();
            case NewPasswordOutcome.PresentIsWrong or NewPasswordOutcome.LinkIsClosed:
                fields.Refuse("Input.Present", words["That is not your current password."]);
                return this.Again();
            default:
                throw new UnreachableException();
        }
    }

    public sealed record Form
    {
        public string? Present { get; init; }
        public string? Password { get; init; }
    }
}

using System.Diagnostics;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
public sealed class ResetPasswordModel(PasswordDesk desk, TrustedBrowserCookie trusted, IStringLocalizer<Words> words)
    : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "user")]
    public Guid UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public bool IsClosed { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        var fields = new Fields(ModelState, words);
        var password = fields.NewPassword("Input.Password", Input.Password);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        switch (await desk.ResetAsync(UserId, Code ?? "", password))
        {
            case NewPasswordOutcome.Changed changed:
                trusted.Remember(HttpContext, changed.User.Id);
                TempData["Good"] = words["Your new password is saved. Sign in with it."].Value;
                return RedirectToPage("/SignIn");
            case NewPasswordOutcome.Faulty faulty:
                fields.Refuse("Input.Password", faulty.Error);
                return this.Again();
            case NewPasswordOutcome.PresentIsWrong or NewPasswordOutcome.Wait or NewPasswordOutcome.LinkIsClosed:
                IsClosed = true;
                return this.Gone();
            default:
                throw new UnreachableException();
        }
    }

    public sealed record Form
    {
        public string? Password { get; init; }
    }
}

using System.Diagnostics;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
public sealed class SignInModel(SignInDesk desk, SignInRedirect landing, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        User.Identity?.IsAuthenticated == true
            ? this.ToLocal(ReturnUrl, await landing.ForAsync(User.Id(), cancellationToken))
            : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await desk.SignInAsync(HttpContext, Input.Email, Input.Password, Input.Remember))
        {
            case SignInOutcome.SignedIn signedIn:
                return this.ToLocal(ReturnUrl, await landing.ForAsync(signedIn.User.Id, cancellationToken));
            case SignInOutcome.Wait wait:
                ModelState.AddModelError(
                    "",
                    words["To sign in sooner, choose a new password with “Forgot your password?”."].Value
                );
                return this.Wait(wait.For, words);
            case SignInOutcome.Refused:
                ModelState.AddModelError(
                    "Input.Email",
                    words["Wrong email or password, or the email is not confirmed yet."].Value
                );
                return this.Again();
            default:
                throw new UnreachableException();
        }
    }

    public sealed record Form
    {
        public string? Email { get; init; }
        public string? Password { get; init; }
        public bool Remember { get; init; }
    }
}

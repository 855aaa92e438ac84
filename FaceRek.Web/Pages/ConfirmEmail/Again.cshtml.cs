using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.ConfirmEmail;

[AllowAnonymous]
public sealed class AgainModel(EmailDesk desk, LoginThrottle throttle, IStringLocalizer<Words> words) : PageModel
{
    private static readonly TokenBucket ByNetwork = new(30, TimeSpan.FromMinutes(1));

    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        var email = new Fields(ModelState, words).Email("Input.Email", Input.Email);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (throttle.Take(($"confirm again {HttpContext.NetworkOf()}", ByNetwork)) is TimeSpan wait)
        {
            return this.Wait(wait, words);
        }
        await desk.AskAgainAsync(email);
        TempData["Email"] = email;
        return RedirectToPage("/SignUp/CheckMail");
    }

    public sealed record Form
    {
        public string? Email { get; init; }
    }
}

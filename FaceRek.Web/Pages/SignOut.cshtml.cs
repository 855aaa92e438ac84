using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
public sealed class SignOutModel(UserSessions sessions, IStringLocalizer<Words> words) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync();
        TempData["Good"] = words["You are signed out."].Value;
        return RedirectToPage("/SignIn");
    }
}

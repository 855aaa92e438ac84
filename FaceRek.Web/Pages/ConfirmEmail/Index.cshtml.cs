using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.ConfirmEmail;

[AllowAnonymous]
public sealed class IndexModel(EmailDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "user")]
    public Guid UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public bool IsClosed { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid || !await desk.ConfirmAsync(UserId, Code ?? ""))
        {
            IsClosed = true;
            return this.Gone();
        }
        TempData["Good"] = words["Your email is confirmed. Sign in to begin."].Value;
        return RedirectToPage("/SignIn");
    }
}

using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.ConfirmEmail;

[AllowAnonymous]
public sealed class NewModel(EmailDesk desk, UserSessions sessions, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "user")]
    public Guid UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Email { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public bool IsClosed { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (
            !ModelState.IsValid
            || await desk.ChangeAsync(UserId, Email ?? "", Code ?? "", cancellationToken) is not User user
        )
        {
            IsClosed = true;
            return this.Gone();
        }
        TempData["Good"] = words["From now on you sign in with {0}.", user.Email!].Value;
        if (User.Identity?.IsAuthenticated != true || User.Id() != user.Id)
        {
            return RedirectToPage("/SignIn");
        }
        await sessions.RenewAsync(user);
        return RedirectToPage("/Settings/Index");
    }
}

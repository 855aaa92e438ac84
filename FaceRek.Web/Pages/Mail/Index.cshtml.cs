using FaceRek.Core.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Mail;

[AllowAnonymous]
public sealed class IndexModel(EmailFolder folder, IWebHostEnvironment environment) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<StoredEmail> Emails { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }
        Emails = folder.Newest(Shown);
        return Page();
    }
}

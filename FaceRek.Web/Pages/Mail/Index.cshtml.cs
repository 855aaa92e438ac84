using FaceRek.Core.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Mail;

[AllowAnonymous]
public sealed class IndexModel(EmailFolder folder, IWebHostEnvironment environment) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<StoredEmail> Letters { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (!environment.IsDevelopment())
        {
            return NotFound();
        }
        Letters = folder.Newest(Shown);
        return Page();
    }
}

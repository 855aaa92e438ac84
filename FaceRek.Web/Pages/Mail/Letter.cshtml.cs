using FaceRek.Core.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Mail;

[AllowAnonymous]
public sealed class LetterModel(EmailFolder folder, IWebHostEnvironment environment) : PageModel
{
    public StoredEmail Letter { get; private set; } = null!;

    public IActionResult OnGet(string name)
    {
        if (!environment.IsDevelopment() || folder.Find(name) is not StoredEmail letter)
        {
            return NotFound();
        }
        Letter = letter;
        return Page();
    }

    /// <summary>Links in our emails are on separate lines.</summary>
    public static bool IsLink(string line) =>
        Uri.TryCreate(line, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";
}

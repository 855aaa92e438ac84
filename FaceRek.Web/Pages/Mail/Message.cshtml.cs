using FaceRek.Core.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Mail;

[AllowAnonymous]
public sealed class MessageModel(EmailFolder folder, IWebHostEnvironment environment) : PageModel
{
    public StoredEmail Message { get; private set; } = null!;

    public IActionResult OnGet(string name)
    {
        if (!environment.IsDevelopment() || folder.Find(name) is not StoredEmail message)
        {
            return NotFound();
        }
        Message = message;
        return Page();
    }

    /// <summary>Links in our emails are on separate lines.</summary>
    public static bool IsLink(string line) =>
        Uri.TryCreate(line, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";
}

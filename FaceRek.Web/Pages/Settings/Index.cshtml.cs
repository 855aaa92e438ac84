using FaceRek.Core.Organizations;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Settings;

public sealed class IndexModel(UserManager<User> users, UserSessions sessions, IStringLocalizer<Words> words)
    : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await users.GetUserAsync(User) is not User user)
        {
            return Challenge();
        }
        (Input, Email) = (new Form { Name = user.Name }, user.Email!);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await users.GetUserAsync(User) is not User user)
        {
            return Challenge();
        }
        Email = user.Email!;
        var name = new Fields(ModelState, words).Name("Input.Name", Input.Name);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        user.Name = name;
        await users.UpdateAsync(user);
        await sessions.RenewAsync(user);
        TempData["Good"] = words["Saved."].Value;
        return RedirectToPage();
    }

    public sealed record Form
    {
        public string? Name { get; init; }
    }
}

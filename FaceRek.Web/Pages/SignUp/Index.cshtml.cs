using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.SignUp;

[AllowAnonymous]
public sealed class IndexModel(SignUpDesk desk, LoginThrottle throttle, IStringLocalizer<Words> words) : PageModel
{
    private static readonly TokenBucket ByNetwork = new(30, TimeSpan.FromMinutes(2));

    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Read() is not SignUpRequest request)
        {
            return this.Again();
        }
        if (throttle.Take(($"sign-up {HttpContext.NetworkOf()}", ByNetwork)) is TimeSpan wait)
        {
            return this.Wait(wait, words);
        }
        var emailWasSent = await desk.SignUpAsync(request, cancellationToken);
        TempData["Email"] = request.Email;
        if (!emailWasSent)
        {
            TempData["Bad"] = words[
                "Your account is created, but the email could not be sent. Ask for it again in a few minutes."
            ].Value;
        }
        return RedirectToPage("/SignUp/CheckMail");
    }

    private SignUpRequest? Read()
    {
        var fields = new Fields(ModelState, words);
        var request = new SignUpRequest(
            fields.Name("Input.Name", Input.Name),
            fields.Company("Input.Company", Input.Company),
            fields.Email("Input.Email", Input.Email),
            fields.NewPassword(
                "Input.Password",
                Input.Password,
                Input.Name,
                Input.Company,
                Input.Email,
                Input.Email?.Split('@')[0]
            ),
            Input.Zone
        );
        return ModelState.IsValid ? request : null;
    }

    public sealed record Form
    {
        public string? Name { get; init; }
        public string? Company { get; init; }
        public string? Email { get; init; }
        public string? Password { get; init; }
        public string? Zone { get; init; }
    }
}

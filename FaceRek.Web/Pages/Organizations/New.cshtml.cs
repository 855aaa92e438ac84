using FaceRek.Core.Members;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organizations;

public sealed class NewModel(OrganizationDesk desk, FaceRekDb db, LoginThrottle throttle, IStringLocalizer<Words> words)
    : PageModel
{
    private static readonly TokenBucket ByUser = new(10, TimeSpan.FromHours(1));

    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var company = new Fields(ModelState, words).Company("Input.Company", Input.Company);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        if (throttle.Take(($"new organization {User.Id():N}", ByUser)) is TimeSpan wait)
        {
            return this.Wait(wait, words);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var organization = await desk.FoundAsync(User.Id(), company, Input.Zone, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return LocalRedirect($"/{organization.Slug}");
    }

    public sealed record Form
    {
        public string? Company { get; init; }
        public string? Zone { get; init; }
    }
}

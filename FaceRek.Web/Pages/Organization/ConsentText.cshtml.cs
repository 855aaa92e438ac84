using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

[Requires(Role.Admin)]
public sealed class ConsentTextModel(
    FaceRekDb db,
    ConsentTexts texts,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    /// <summary>A shorter text cannot say what is processed, why, how long and how to withdraw.</summary>
    private const int MinBodyLength = 200;

    [BindProperty]
    public Form Input { get; set; } = new(null, false);

    public IReadOnlyList<Version> Versions { get; private set; } = [];
    public string? Error => ModelState["Body"]?.Errors.FirstOrDefault()?.ErrorMessage;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var text = await texts.CurrentAsync(cancellationToken);
        Input = new Form(text.Body, text.SaysCropsAreKept);
        await LoadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var before = await texts.CurrentAsync(cancellationToken);
        var body = (Input.Body ?? "").ReplaceLineEndings("\n").Trim();
        var error =
            body.Length < MinBodyLength
                ? words[
                    "Say what is used, why, for how long, what happens without consent, and how to withdraw. Use at least {0} characters.",
                    MinBodyLength
                ]
            : body.Length > ConsentText.MaxBodyLength ? words["At most {0} characters.", ConsentText.MaxBodyLength]
            : body.Any(c => char.IsControl(c) && c != '\n')
                ? words["The text contains invisible characters. Type it again."]
            : null;
        if (error is not null)
        {
            ModelState.AddModelError("Body", error);
            await LoadAsync(cancellationToken);
            return Page();
        }
        if (
            await texts.PublishAsync(body, before.Locale, Input.SaysCropsAreKept, User.Id(), cancellationToken)
            is not { } text
        )
        {
            return RedirectToPage("/Organization/ReadOnly");
        }
        TempData["Good"] =
            text.Version == before.Version
                ? words["Nothing was changed, so no new version was published."].Value
                : words["Version {0} is published.", text.Version].Value;
        return RedirectToPage();
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Versions = await db
            .ConsentTexts.OrderByDescending(t => t.Version)
            .Select(t => new Version(
                t,
                db.FaceConsents.Count(c => c.TextVersion == t.Version && c.WithdrawnAt == null)
            ))
            .ToListAsync(cancellationToken);

    public sealed record Form(string? Body, bool SaysCropsAreKept);

    /// <param name="Consents">How many people have an active consent to this version.</param>
    public sealed record Version(ConsentText Text, int Consents);
}

using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class ConsentModel(
    FaceRekDb db,
    ConsentTexts texts,
    ConsentDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public string Name { get; private set; } = "";
    public ConsentText Text { get; private set; } = null!;
    public IReadOnlyList<FaceConsent> Consents { get; private set; } = [];
    public bool IsGiven => Consents.Any(c => c.IsLive);

    [BindProperty]
    public Form Input { get; set; } = new(null, null, 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome =
            Input.Choice == "withdraw"
                ? await desk.WithdrawAsync(Id, User.Id(), cancellationToken)
                : await RecordAsync(cancellationToken);
        if (outcome is ConsentOutcome.NotFound || !await FindAsync(cancellationToken))
        {
            return NotFound();
        }
        switch (outcome)
        {
            case ConsentOutcome.Given:
                TempData["Good"] = words["The consent was recorded."].Value;
                return RedirectToPage("Person", new { Id });
            case ConsentOutcome.Withdrawn:
                TempData["Good"] = words["The consent was withdrawn and the face data destroyed."].Value;
                return RedirectToPage("Person", new { Id });
            case ConsentOutcome.TextChanged:
                ModelState.AddModelError("", words["The text has changed. Read the new one below first."]);
                return Page();
            case ConsentOutcome.StatementMissing:
                ModelState.AddModelError("Statement", words["Enter how the consent was given."]);
                return Page();
            case null or ConsentOutcome.NotFound:
                return Page();
            default:
                throw new UnreachableException();
        }
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    /// <returns>Null where the statement is too long; the field says so.</returns>
    private async Task<ConsentOutcome?> RecordAsync(CancellationToken cancellationToken)
    {
        if (Input.Statement?.Length > FaceConsent.MaxStatementLength)
        {
            ModelState.AddModelError("Statement", words["At most {0} characters.", FaceConsent.MaxStatementLength]);
            return null;
        }
        return await desk.RecordAsync(Id, Input.TextVersion, Input.Statement, User.Id(), cancellationToken);
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        Name =
            await db.People.Known().Where(p => p.Id == Id).Select(p => p.Name).SingleOrDefaultAsync(cancellationToken)
            ?? "";
        Text = await texts.CurrentAsync(cancellationToken);
        Consents = await db
            .FaceConsents.Where(c => c.PersonId == Id)
            .OrderByDescending(c => c.GivenAt)
            .ToListAsync(cancellationToken);
        return Name.Length > 0;
    }

    /// <param name="Choice">"withdraw", otherwise the consent is recorded.</param>
    public sealed record Form(string? Choice, string? Statement, int TextVersion);
}

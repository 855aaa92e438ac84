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

namespace FaceRek.Web.Pages.Organization.Me;

[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class ConsentModel(
    FaceRekDb db,
    ConsentTexts texts,
    ConsentDesk desk,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    public Person? Person { get; private set; }
    public ConsentText Text { get; private set; } = null!;

    /// <summary>The active consent, if any.</summary>
    public FaceConsent? Given { get; private set; }

    /// <summary>The text they consented to, if it is not the current one.</summary>
    public ConsentText? OlderText { get; private set; }

    public string? Error { get; private set; }

    [BindProperty]
    public Form Input { get; set; } = new(null, 0, false);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Person is null)
        {
            return Page();
        }
        if (Input.Choice != "withdraw" && !Input.IsAgreed)
        {
            Error = words["Tick the box if you agree. If you do not, use a PIN or ask a manager."];
            return Page();
        }
        var outcome =
            Input.Choice == "withdraw"
                ? await desk.WithdrawAsync(Person.Id, User.Id(), cancellationToken)
                : await desk.AcceptAsync(User.Id(), Input.TextVersion, cancellationToken);
        switch (outcome)
        {
            case ConsentOutcome.Given:
                TempData["Good"] = words["Thank you. You can enrol your face now."].Value;
                return RedirectToPage();
            case ConsentOutcome.Withdrawn:
                TempData["Good"] = words[
                    "Your consent is withdrawn and your face data destroyed. You can check in with a PIN."
                ].Value;
                return RedirectToPage();
            case ConsentOutcome.TextChanged:
                Error = words["The text has changed. Read the new one below first."];
                return Page();
            case ConsentOutcome.NotFound or ConsentOutcome.StatementMissing:
                return NotFound();
            default:
                throw new UnreachableException();
        }
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Person = await db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
        Text = await texts.CurrentAsync(cancellationToken);
        if (Person is null)
        {
            return;
        }
        Given = await db
            .FaceConsents.Live(Person.Id)
            .OrderByDescending(c => c.TextVersion)
            .FirstOrDefaultAsync(cancellationToken);
        OlderText =
            Given is { TextVersion: var version } && version != Text.Version
                ? await db.ConsentTexts.SingleOrDefaultAsync(t => t.Version == version, cancellationToken)
                : null;
    }

    /// <param name="Choice">"withdraw", otherwise consent is given.</param>
    public sealed record Form(string? Choice, int TextVersion, bool IsAgreed);
}

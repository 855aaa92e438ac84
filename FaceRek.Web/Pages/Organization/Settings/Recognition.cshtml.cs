using System.Globalization;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class RecognitionModel(
    FaceRekDb db,
    CurrentOrganization current,
    GalleryCache galleries,
    RecognitionSettings settings,
    IStringLocalizer<Words> words
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new(0.003, false);

    public IReadOnlyList<double> Budgets => RecognitionSettings.Budgets;

    /// <summary>What the choice means for the existing people.</summary>
    public string Standing { get; private set; } = "";

    /// <summary>What is stored, and what a change of model would cost.</summary>
    public string CropsStanding { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input = new Form(current.Organization.IdentificationBudget, current.Organization.KeepsCrops);
        await LookAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Budgets.Contains(Input.Budget))
        {
            ModelState.AddModelError("Input.Budget", words["Choose a figure from the list."]);
            await LookAsync(cancellationToken);
            return this.Again();
        }
        if (await settings.ChangeAsync(Input.Budget, Input.KeepsCrops, cancellationToken) is not null)
        {
            return RedirectToPage("/Organization/ReadOnly");
        }
        TempData["Good"] = words["Saved."].Value;
        return RedirectToPage();
    }

    public string Plain(double budget) => budget.ToString(CultureInfo.InvariantCulture);

    public string InThousand(double budget) => (budget * 1_000).ToString("0", CultureInfo.CurrentCulture);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var risk = (await galleries.OfAsync(db, current.Organization, cancellationToken)).Risk(
            current.Organization.IdentificationBudget
        );
        Standing = risk switch
        {
            { SafeRate: null } => words[
                "For a shared camera that finds out who someone is. This model has not been measured yet, so that is off. On the server, run: bin/facerek evaluate FOLDER --model {0} --keep",
                current.Organization.FaceModel
            ],
            { IsWithinBudget: true } => words[
                "For a shared camera that finds out who someone is. The active model can do that for up to {0} people; enrolled: {1}.",
                risk.MaxPeople,
                risk.People
            ],
            _ => words[
                "For a shared camera that finds out who someone is. At this setting the active model can do that for up to {1} people, but {0} are enrolled. Until then people sign in or enter a PIN first.",
                risk.People,
                risk.MaxPeople
            ],
        };
        var kept = await db.FaceCrops.Select(crop => crop.PersonId).Distinct().CountAsync(cancellationToken);
        var enrolled = await db
            .People.Active()
            .CountAsync(person => db.FaceTemplates.Any(row => row.PersonId == person.Id), cancellationToken);
        CropsStanding =
            kept >= enrolled
                ? words["Kept for everyone who is enrolled ({0}). With a new model, no one needs to enrol again.", kept]
                : words[
                    "Kept for {0} of {1} enrolled people. With a new model, the others need to enrol again.",
                    kept,
                    enrolled
                ];
    }

    public sealed record Form(double Budget, bool KeepsCrops);
}

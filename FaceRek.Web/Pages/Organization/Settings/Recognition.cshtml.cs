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
            ModelState.AddModelError("Input.Budget", words["Choose one of the figures in the list."]);
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
                "Where a camera finds out who somebody is. Nobody has measured this model yet, so that is off: run bin/facerek evaluate FOLDER --model {0} --keep on the server.",
                current.Organization.FaceModel
            ],
            { IsWithinBudget: true } => words[
                "Where a camera finds out who somebody is. With the model in force this holds for up to {0} people; {1} are enrolled.",
                risk.MaxPeople,
                risk.People
            ],
            _ => words[
                "Where a camera finds out who somebody is. {0} people are enrolled, and the model in force can answer for {1} at this figure: people say who they are first, by sign-in or PIN.",
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
                ? words["Kept for {0} people. A change of model asks nobody to enrol again.", kept]
                : words[
                    "Kept for {0} of {1} enrolled people. A change of model would ask the other {2} to enrol again.",
                    kept,
                    enrolled,
                    enrolled - kept
                ];
    }

    public sealed record Form(double Budget, bool KeepsCrops);
}

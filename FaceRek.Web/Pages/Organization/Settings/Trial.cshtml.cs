using System.Diagnostics;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class TrialModel(
    FaceRekDb db,
    CurrentOrganization current,
    FaceModels models,
    ModelRollout rollout,
    ShadowResults results,
    IStringLocalizer<Words> words
) : PageModel
{
    /// <summary>Null while no model is on trial.</summary>
    public RolloutProgress? Standing { get; private set; }

    public ShadowComparison Comparison { get; private set; } = ShadowComparison.Of([]);
    private Actor By => new(User.Id());

    public string InForce => current.Organization.FaceModel;
    public string? Previous =>
        models.Installed.Any(model => model.IsUsable && model.Name == current.Organization.PreviousModel)
            ? current.Organization.PreviousModel
            : null;
    public IReadOnlyList<ModelSummary> Others { get; private set; } = [];

    /// <summary>What a change would cost people, in one sentence.</summary>
    public string Cost { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        models.Refresh();
        Standing = await rollout.StandingAsync(cancellationToken);
        Others = [.. models.Installed.Where(model => model.IsUsable && model.Name != InForce)];
        if (Standing is null)
        {
            await CountCostAsync(cancellationToken);
        }
        else
        {
            Comparison = await results.OfAsync(Standing.Model, cancellationToken);
        }
    }

    public async Task<IActionResult> OnPostStartAsync(string? name, CancellationToken cancellationToken) =>
        Told(
            await rollout.StartAsync(name ?? "", By, cancellationToken),
            words["The trial of {0} has started.", name ?? ""],
            words["There is no other usable model with this name. Nothing was changed."]
        );

    public async Task<IActionResult> OnPostStopAsync(CancellationToken cancellationToken)
    {
        await rollout.StopAsync(By, cancellationToken);
        return Told(true, words["The trial has ended. Nothing else was changed."], "");
    }

    public async Task<IActionResult> OnPostCutOverAsync(bool leaveBehind, CancellationToken cancellationToken) =>
        await rollout.CutOverAsync(leaveBehind, By, cancellationToken) switch
        {
            CutOverOutcome.Done { LeftBehind: 0 } => Told(true, words["The new model is active for everyone."], ""),
            CutOverOutcome.Done done => Told(
                true,
                words[
                    "The new model is active. People who need to enrol again: {0}. Emailed: {1}.",
                    done.LeftBehind,
                    done.Invited
                ],
                ""
            ),
            CutOverOutcome.SomeMissing missing => Told(
                false,
                "",
                words[
                    "Some people ({0}) would no longer be recognised. Tick the box to continue without them.",
                    missing.People
                ]
            ),
            CutOverOutcome.NothingTried => Told(false, "", words["No model is on trial. Nothing was changed."]),
            _ => throw new UnreachableException(),
        };

    public async Task<IActionResult> OnPostRollBackAsync(CancellationToken cancellationToken)
    {
        var back = await rollout.RollBackAsync(By, cancellationToken);
        return Told(
            back is not null,
            words["{0} is active again.", back ?? ""],
            words["There is no earlier model. Nothing was changed."]
        );
    }

    public string InWords(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.CurrentCulture);

    private RedirectToPageResult Told(bool isGood, string good, string bad)
    {
        TempData[isGood ? "Good" : "Bad"] = isGood ? good : bad;
        return RedirectToPage();
    }

    private async Task CountCostAsync(CancellationToken cancellationToken)
    {
        var enrolled = await db
            .People.Active()
            .CountAsync(person => db.FaceTemplates.Any(row => row.PersonId == person.Id), cancellationToken);
        var kept = await db
            .People.Active()
            .CountAsync(person => db.FaceCrops.Any(crop => crop.PersonId == person.Id), cancellationToken);
        Cost =
            kept >= enrolled
                ? words["An encrypted picture is kept of everyone enrolled, so no one needs to enrol again."].Value
                : words[
                    "{1} of {0} enrolled people have no kept picture and would need to enrol again.",
                    enrolled,
                    enrolled - kept
                ].Value;
    }
}

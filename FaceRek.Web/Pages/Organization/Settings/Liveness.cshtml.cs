using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class LivenessModel(
    CurrentOrganization current,
    OrganizationDesk desk,
    FaceModels models,
    IStringLocalizer<Words> words
) : PageModel
{
    public LivenessLevel InForce => current.Organization.Liveness;

    public string FaceModel => current.Organization.FaceModel;

    /// <summary>The classic engine finds no landmarks, which show a turned head.</summary>
    public bool CannotFollowMoves =>
        models.Installed.FirstOrDefault(model => model.Name == FaceModel) is not { IsNeural: true };

    public string? AntiSpoof => models.AntiSpoof?.Name;

    public IReadOnlyList<Choice> Choices =>
        [
            new(
                LivenessLevel.Active,
                words["Active"],
                words["Two random head moves each time, shown by arrows. About six seconds."],
                words[
                    "Photographs, also tilted or moved, and earlier recordings; pictures that were sent before; two people in one check-in."
                ],
                words["A mask, a video that is generated live, or a program that pretends to be the camera."]
            ),
            new(
                LivenessLevel.Passive,
                words["Passive"],
                words["A look of about two seconds, with nothing to do."],
                words[
                    "Pictures that were sent before, one picture sent many times, a photograph on a stand, and two people in one check-in."
                ],
                words["A photograph or a screen that is moved by hand."]
            ),
            new(
                LivenessLevel.Off,
                words["Off"],
                words["A look of less than a second."],
                words["Only other people."],
                words["A photograph of a person checks that person in. Use it only where someone watches the camera."]
            ),
        ];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(LivenessLevel? level, CancellationToken cancellationToken)
    {
        if (level is not { } chosen || !Enum.IsDefined(chosen) || !ModelState.IsValid)
        {
            TempData["Bad"] = words["Choose one of the three levels. Nothing was changed."].Value;
            return RedirectToPage();
        }
        await desk.ChangeLivenessAsync(chosen, User.Id(), cancellationToken);
        TempData["Good"] = words["Saved. It applies from the next check-in."].Value;
        return RedirectToPage();
    }

    public sealed record Choice(LivenessLevel Level, string Name, string Effort, string Stops, string DoesNotStop);
}

using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Recognition;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class ModelModel(ModelSelection selection, RecommendedPacks packs, IStringLocalizer<Words> words)
    : PageModel
{
    public IReadOnlyList<ModelSelection.Offer> Offers { get; private set; } = [];

    /// <summary>Why the server has not fetched the recommended networks yet; null where it need not.</summary>
    public string? Missing => packs.Obstacle;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Offers = await selection.OffersAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancellationToken)
    {
        var isChosen = await selection.ChooseAsync(name ?? "", new Actor(User.Id()), cancellationToken);
        TempData[isChosen ? "Good" : "Bad"] = isChosen
            ? words["{0} is active. People without faces enrolled with it are asked to enrol again.", name!].Value
            : words["There is no usable model with this name. Nothing was changed."].Value;
        return RedirectToPage();
    }
}

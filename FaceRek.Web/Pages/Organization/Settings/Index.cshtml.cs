using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings;

[Requires(Role.Admin)]
public sealed class IndexModel(CurrentOrganization current, OrganizationDesk desk, IStringLocalizer<Words> words)
    : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public bool IsOwner => current.MayActAs(Role.Owner);

    public string SlugOfPages => current.Organization.Slug;

    /// <summary>All, and the current one even where this machine does not know it.</summary>
    public IEnumerable<string> ZonesToChoose =>
        Zones.All.Contains(current.Organization.Zone) ? Zones.All : Zones.All.Prepend(current.Organization.Zone);

    public void OnGet() => Input = new Form { Name = current.Organization.Name, Zone = current.Organization.Zone };

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var fields = new Fields(ModelState, words);
        var (name, zone) = (fields.Company("Input.Name", Input.Name), fields.Zone("Input.Zone", Input.Zone));
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var obstacle = await desk.ChangeAsync(name, zone, User.Id(), cancellationToken);
        TempData[obstacle is null ? "Good" : "Bad"] = (obstacle is null ? words["Saved."] : words.Say(obstacle)).Value;
        return RedirectToPage();
    }

    public sealed record Form
    {
        public string? Name { get; init; }
        public string? Zone { get; init; }
    }
}

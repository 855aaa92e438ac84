using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db, IStringLocalizer<Words> words) : PageModel
{
    /// <summary>Open ones first, each with its active people.</summary>
    public IReadOnlyList<(Site Site, int People)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var sites = await db
            .Sites.OrderBy(site => site.ClosedAt != null)
            .ThenBy(site => site.NameKey)
            .Take(Site.MaxCount)
            .ToListAsync(cancellationToken);
        var people = await db
            .People.Active()
            .Where(person => person.SiteId != null)
            .GroupBy(person => person.SiteId!.Value)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        Rows = [.. sites.Select(site => (site, people.GetValueOrDefault(site.Id)))];
    }

    public string KnownBy(Site site) =>
        (site.Networks.Length > 0, site.Fence) switch
        {
            (true, not null) => words["Network and geofence"],
            (true, null) => words["Network"],
            (false, { } fence) => words["Geofence of {0} m", fence.RadiusMetres],
            _ => "–",
        };
}

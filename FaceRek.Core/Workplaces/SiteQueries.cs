using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces;

public static class SiteQueries
{
    /// <summary>Whether whoever belongs to a site is asked for their position: only where the site wants it and a fence could answer.</summary>
    public static Task<bool> AskForPlaceAsync(
        this IQueryable<Site> sites,
        Guid? siteId,
        CancellationToken cancellationToken
    ) =>
        siteId is null
            ? Task.FromResult(false)
            : sites.AnyAsync(
                site =>
                    site.Id == siteId
                    && site.PlaceRule != LocationRule.Off
                    && sites.Any(other => other.ClosedAt == null && other.RadiusMetres != null),
                cancellationToken
            );
}

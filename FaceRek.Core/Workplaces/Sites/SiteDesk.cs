using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Workplaces.Sites;

/// <summary>Opens, changes and closes sites.</summary>
public sealed partial class SiteDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<SiteDesk> logger
)
{
    public async Task<SiteOutcome> AddAsync(SiteDetails details, CancellationToken cancellationToken)
    {
        if (await db.Sites.CountAsync(cancellationToken) >= Site.MaxCount)
        {
            return new SiteOutcome.TooMany();
        }
        if (await ObstacleAsync(cancellationToken) is { } obstacle)
        {
            return new SiteOutcome.NotEntitled(obstacle);
        }
        var site = new Site
        {
            OrganizationId = current.Organization.Id,
            Name = details.Name,
            Zone = details.Zone,
            CreatedAt = clock.GetUtcNow(),
        };
        Apply(details, site);
        db.Sites.Add(site);
        return await SaveAsync(site, cancellationToken);
    }

    /// <summary>Earlier punches keep their time zone.</summary>
    public Task<SiteOutcome> ChangeAsync(Guid siteId, SiteDetails details, CancellationToken cancellationToken) =>
        InAsync(siteId, site => Apply(details, site), cancellationToken);

    /// <summary>People can no longer be assigned to it; those who are stay until they are moved.</summary>
    public Task<SiteOutcome> CloseAsync(Guid siteId, CancellationToken cancellationToken) =>
        InAsync(siteId, site => site.Close(clock.GetUtcNow()), cancellationToken);

    public async Task<SiteOutcome> ReopenAsync(Guid siteId, CancellationToken cancellationToken) =>
        await ObstacleAsync(cancellationToken) is { } obstacle
            ? new SiteOutcome.NotEntitled(obstacle)
            : await InAsync(siteId, site => site.Reopen(), cancellationToken);

    private async Task<EntitlementDenial?> ObstacleAsync(CancellationToken cancellationToken) =>
        await entitlement.ToOpenSiteAsync(
            await db.Sites.CountAsync(site => site.ClosedAt == null, cancellationToken),
            cancellationToken
        );

    private async Task<SiteOutcome> InAsync(Guid siteId, Action<Site> change, CancellationToken cancellationToken)
    {
        if (
            await db.Sites.AsTracking().SingleOrDefaultAsync(site => site.Id == siteId, cancellationToken)
            is not { } found
        )
        {
            return new SiteOutcome.NotFound();
        }
        change(found);
        return await SaveAsync(found, cancellationToken);
    }

    private static void Apply(SiteDetails details, Site site)
    {
        (site.Name, site.Zone, site.Address, site.PlaceRule, site.Networks) = (
            details.Name,
            details.Zone,
            details.Address,
            details.Rule,
            details.Networks
        );
        (site.Latitude, site.Longitude, site.RadiusMetres) = (
            details.Fence?.Latitude,
            details.Fence?.Longitude,
            details.Fence?.RadiusMetres
        );
    }

    private async Task<SiteOutcome> SaveAsync(Site site, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return new SiteOutcome.NameTaken();
        }
        LogSaved(site.Id);
        return new SiteOutcome.Done(site);
    }

    [LoggerMessage(EventId = 1405, Level = LogLevel.Information, Message = "Site {SiteId} was saved")]
    private partial void LogSaved(Guid siteId);
}

/// <summary>The outcome of a request to add or change a site.</summary>
public abstract record SiteOutcome
{
    private SiteOutcome() { }

    public sealed record Done(Site Site) : SiteOutcome;

    public sealed record NotFound : SiteOutcome;

    public sealed record NameTaken : SiteOutcome;

    public sealed record TooMany : SiteOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : SiteOutcome;
}

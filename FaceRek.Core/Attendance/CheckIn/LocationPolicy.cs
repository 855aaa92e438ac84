using System.Diagnostics;
using System.Net;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Determines the site of a person from their IP address and the position their browser reports, and whether their own
/// site allows a check-in there. A phone can fake both: this only keeps honest people honest. A person who may check in
/// only at a site and is not known to be there is refused.
/// </summary>
public sealed class LocationPolicy(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>An airliner flies at 250 m/s; a faster person was not at both places.</summary>
    private const double FastestMetresASecond = 300;

    public async Task<LocationDecision> LookAsync(
        Guid personId,
        ClientLocation approach,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var home = await HomeOf(personId).SingleOrDefaultAsync(cancellationToken);
        var sites = await db
            .Sites.Where(site => site.ClosedAt == null && (site.Networks != "" || site.RadiusMetres != null))
            .OrderBy(site => site.Id)
            .Take(Site.MaxCount)
            .ToListAsync(cancellationToken);
        if (sites.Count == 0 && home is not { PlaceRule: LocationRule.Require })
        {
            return Of(home);
        }

        var homeFirst = sites.OrderByDescending(site => site.Id == home?.Id).ToList();
        if (homeFirst.Find(site => site.HasInside(approach.Address)) is { } wired)
        {
            return Of(wired) with { Status = LocationStatus.Network };
        }
        var asks = home is { PlaceRule: not LocationRule.Off };
        if (approach.Fix is not { } fix)
        {
            return asks
                ? Of(home) with
                {
                    Status = LocationStatus.Uncertain,
                    Refusal = Unless(
                        home,
                        sites.Any(site => site.Fence is not null)
                            ? LocationRefusal.PositionMissing
                            : LocationRefusal.OtherNetwork
                    ),
                }
                : Of(home);
        }
        return await LookAsync(personId, home, homeFirst, fix, now, cancellationToken);
    }

    private async Task<LocationDecision> LookAsync(
        Guid personId,
        Site? home,
        List<Site> sites,
        GeoPosition fix,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var fenced = sites
            .Where(site => site.Fence is not null)
            .Select(site =>
                (Site: site, Where: site.Fence!.Judge(fix), Away: site.Fence!.MetresTo(fix.Latitude, fix.Longitude))
            )
            .ToList();
        var at = fenced.Find(one => one.Where == GeofencePosition.Inside);
        if (at.Site is null)
        {
            if (home is not { PlaceRule: not LocationRule.Off })
            {
                return Of(home);
            }
            at = fenced.Where(one => one.Site.Id == home.Id).Concat(fenced.OrderBy(one => one.Away)).FirstOrDefault();
        }
        if (at.Site is null)
        {
            return Of(home) with
            {
                Status = LocationStatus.Uncertain,
                Refusal = Unless(home, LocationRefusal.OtherNetwork),
            };
        }

        var isPlausible = await CouldComeAsync(personId, at.Site.Fence!, at.Away, sites, now, cancellationToken);
        var mayBeInside = fenced.Exists(one => one.Where == GeofencePosition.Uncertain);
        var location = Of(at.Where == GeofencePosition.Inside ? at.Site : home) with
        {
            MetresAway = Metres(at.Away),
            MetresAccurate = Metres(fix.AccuracyMetres),
        };
        return at.Where switch
        {
            GeofencePosition.Inside => location with
            {
                Status = isPlausible ? LocationStatus.Inside : LocationStatus.Implausible,
            },
            _ when mayBeInside => location with
            {
                Status = LocationStatus.Uncertain,
                Refusal = Unless(home, LocationRefusal.PositionUncertain),
            },
            GeofencePosition.Outside or GeofencePosition.Uncertain => location with
            {
                Status = isPlausible ? LocationStatus.Outside : LocationStatus.Implausible,
                Refusal = Unless(home, LocationRefusal.Outside),
            },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Positions are not stored, only the distance from a site: two punches are at least as far apart as those circles.</summary>
    private async Task<bool> CouldComeAsync(
        Guid personId,
        Geofence fence,
        double away,
        List<Site> sites,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var last = await db.Punches.LastOfAsync(personId, now, cancellationToken);
        if (last?.MetresAway is not { } before || sites.Find(site => site.Id == last.SiteId)?.Fence is not { } then)
        {
            return true;
        }
        var between = then.MetresTo(fence.Latitude, fence.Longitude);
        var apart = Math.Max(between - before - away, Math.Abs(before - away) - between);
        return apart <= FastestMetresASecond * Math.Max(1, (now - last.At).TotalSeconds);
    }

    private IQueryable<Site> HomeOf(Guid personId) =>
        db.Sites.Where(site => db.People.Any(person => person.Id == personId && person.SiteId == site.Id));

    private LocationDecision Of(Site? site) => new(site?.Id, site?.Zone ?? current.Organization.Zone);

    private static LocationRefusal? Unless(Site? home, LocationRefusal refusal) =>
        home is { PlaceRule: LocationRule.Require } ? refusal : null;

    private static int Metres(double exact) => (int)Math.Min(Math.Round(exact), int.MaxValue);
}

/// <summary>Where a check-in comes from, as far as the server sees it and the browser reports it.</summary>
/// <param name="Address">Of the last trusted hop.</param>
/// <param name="Fix">The reported position; null where the browser was not asked or refused.</param>
public sealed record ClientLocation(IPAddress? Address, GeoPosition? Fix)
{
    public static readonly ClientLocation Unknown = new(null, null);
}

/// <summary>The site and time zone of a punch.</summary>
/// <param name="SiteId">Where the person was found, else their own site; null for none.</param>
/// <param name="Zone">IANA.</param>
/// <param name="MetresAway">From the centre of the site's geofence; the position itself is not stored.</param>
/// <param name="Refusal">Null where the person may check in here.</param>
public sealed record LocationDecision(
    Guid? SiteId,
    string Zone,
    LocationStatus Status = LocationStatus.NotAsked,
    int? MetresAway = null,
    int? MetresAccurate = null,
    LocationRefusal? Refusal = null
);

/// <summary>Why a person may not check in at their location.</summary>
public enum LocationRefusal
{
    /// <summary>The site only has networks, and this is another one.</summary>
    OtherNetwork,

    PositionMissing,
    PositionUncertain,
    Outside,
}

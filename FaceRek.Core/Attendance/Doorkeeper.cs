using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>
/// Says at which site somebody is, from the address they come from and the position their browser claims, and whether their own site lets them
/// check in there. A phone can lie about both: this keeps honest people honest. Whoever may check in only at a site and is not known to be there may not.
/// </summary>
public sealed class Doorkeeper(FaceRekDb db, CurrentOrganization current)
{
    /// <summary>An airliner makes 250 m/s; whoever is faster was not in both places.</summary>
    private const double FastestMetresASecond = 300;

    public async Task<Entrance> LookAsync(
        Guid personId,
        Approach approach,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var home = await HomeOf(personId).SingleOrDefaultAsync(cancellation);
        var sites = await db
            .Sites.AsNoTracking()
            .Where(site => site.ClosedAt == null && (site.Networks != "" || site.RadiusMetres != null))
            .OrderBy(site => site.Id)
            .Take(Site.Most)
            .ToListAsync(cancellation);
        if (sites.Count == 0 && home is not { PlaceRule: PlaceRule.Require })
        {
            return Of(home);
        }

        var homeFirst = sites.OrderByDescending(site => site.Id == home?.Id).ToList();
        if (homeFirst.Find(site => site.HasInside(approach.Address)) is { } wired)
        {
            return Of(wired) with { Place = PunchPlace.Network };
        }
        var asks = home is { PlaceRule: not PlaceRule.Off };
        if (approach.Fix is not { } fix)
        {
            return asks
                ? Of(home) with
                {
                    Place = PunchPlace.Uncertain,
                    Refusal = Unless(
                        home,
                        sites.Any(site => site.Fence is not null)
                            ? PlaceRefusal.PositionMissing
                            : PlaceRefusal.OtherNetwork
                    ),
                }
                : Of(home);
        }
        return await LookAsync(personId, home, homeFirst, fix, now, cancellation);
    }

    private async Task<Entrance> LookAsync(
        Guid personId,
        Site? home,
        List<Site> sites,
        PositionFix fix,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var fenced = sites
            .Where(site => site.Fence is not null)
            .Select(site =>
                (Site: site, Where: site.Fence!.Judge(fix), Away: site.Fence!.MetresTo(fix.Latitude, fix.Longitude))
            )
            .ToList();
        var at = fenced.Find(one => one.Where == Whereabouts.Inside);
        if (at.Site is null)
        {
            if (home is not { PlaceRule: not PlaceRule.Off })
            {
                return Of(home);
            }
            at = fenced.Where(one => one.Site.Id == home.Id).Concat(fenced.OrderBy(one => one.Away)).FirstOrDefault();
        }
        if (at.Site is null)
        {
            return Of(home) with { Place = PunchPlace.Uncertain, Refusal = Unless(home, PlaceRefusal.OtherNetwork) };
        }

        var isPlausible = await CouldComeAsync(personId, at.Site.Fence!, at.Away, sites, now, cancellation);
        var mayBeInside = fenced.Exists(one => one.Where == Whereabouts.Uncertain);
        var entrance = Of(at.Where == Whereabouts.Inside ? at.Site : home) with
        {
            MetresAway = Metres(at.Away),
            MetresAccurate = Metres(fix.AccuracyMetres),
        };
        return at.Where switch
        {
            Whereabouts.Inside => entrance with { Place = isPlausible ? PunchPlace.Inside : PunchPlace.Implausible },
            _ when mayBeInside => entrance with
            {
                Place = PunchPlace.Uncertain,
                Refusal = Unless(home, PlaceRefusal.PositionUncertain),
            },
            _ => entrance with
            {
                Place = isPlausible ? PunchPlace.Outside : PunchPlace.Implausible,
                Refusal = Unless(home, PlaceRefusal.Outside),
            },
        };
    }

    /// <summary>Positions are not kept, but how far from which site: two punches are at least so far apart as those circles are.</summary>
    private async Task<bool> CouldComeAsync(
        Guid personId,
        Fence fence,
        double away,
        List<Site> sites,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var last = await db.Punches.LastOfAsync(personId, now, cancellation);
        if (last?.MetresAway is not { } before || sites.Find(site => site.Id == last.SiteId)?.Fence is not { } then)
        {
            return true;
        }
        var between = then.MetresTo(fence.Latitude, fence.Longitude);
        var apart = Math.Max(between - before - away, Math.Abs(before - away) - between);
        return apart <= FastestMetresASecond * Math.Max(1, (now - last.At).TotalSeconds);
    }

    private IQueryable<Site> HomeOf(Guid personId) =>
        db
            .Sites.AsNoTracking()
            .Where(site => db.People.Any(person => person.Id == personId && person.SiteId == site.Id));

    private Entrance Of(Site? site) => new(site?.Id, site?.Zone ?? current.Organization.Zone);

    private static PlaceRefusal? Unless(Site? home, PlaceRefusal refusal) =>
        home is { PlaceRule: PlaceRule.Require } ? refusal : null;

    private static int Metres(double exact) => (int)Math.Min(Math.Round(exact), int.MaxValue);
}

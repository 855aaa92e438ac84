using System.Net;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces.Sites;

/// <summary>
/// A place where people of an organization work. Sites are closed and never deleted: punches refer to them as long as
/// they are kept.
/// </summary>
public sealed class Site : ISharedRule
{
    public const int MaxNameLength = 80;
    public const int MaxAddressLength = 200;
    public const int MaxNetworksLength = 1_000;

    /// <summary>In one organization; all of them are checked when a person without a site checks in.</summary>
    public const int MaxCount = 500;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = value.ToUpperInvariant();
        }
    }

    /// <summary>The name without regard to case; unique in the organization.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>IANA time zone of the site; each punch made here stores it.</summary>
    public required string Zone { get; set; }

    public string? Address { get; set; }

    /// <summary>The location rule for people of this site.</summary>
    public LocationRule PlaceRule { get; set; }

    /// <summary>IP addresses of devices at the site, one range (CIDR) a line; empty where none are known.</summary>
    public string Networks { get; set; } = "";

    /// <summary>Degrees, -90 to 90; null without a geofence, together with the two below.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees, -180 to 180.</summary>
    public double? Longitude { get; set; }

    public int? RadiusMetres { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen => ClosedAt is null;

    public Geofence? Fence =>
        Latitude is { } latitude && Longitude is { } longitude && RadiusMetres is { } radius
            ? new Geofence(latitude, longitude, radius)
            : null;

    public void Close(DateTimeOffset now) => ClosedAt ??= now;

    public void Reopen() => ClosedAt = null;

    public bool HasInside(IPAddress? address)
    {
        if (address is null || Networks.Length == 0)
        {
            return false;
        }
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Networks.Split('\n').Any(range => IPNetwork.Parse(range).Contains(plain));
    }
}

public static class SiteQueries
{
    /// <summary>Whether people of a site are asked for their position: only where the site wants it and a geofence can use it.</summary>
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

/// <summary>
/// What a site requires of the location at a check-in. The location is a claim of network and browser: it deters and
/// proves nothing.
/// </summary>
public enum LocationRule
{
    /// <summary>Location is not checked.</summary>
    Off,

    /// <summary>Location is checked, and a punch from elsewhere counts but is marked.</summary>
    Note,

    /// <summary>A person who is not known to be at a site is refused; an unknown location counts as elsewhere.</summary>
    Require,
}

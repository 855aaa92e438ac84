using System.Net;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces.Sites;

/// <summary>A place where people of an organization work. It is closed and never deleted: punches name it for as long as they are kept.</summary>
public sealed class Site : ISharedRule
{
    public const int MaxNameLength = 80;
    public const int MaxAddressLength = 200;
    public const int MaxNetworksLength = 1_000;

    /// <summary>In one organization; all of them are looked at when somebody without a site checks in.</summary>
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

    /// <summary>The name whatever its case; unique in the organization.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>IANA zone of the clock on its wall; each punch made here keeps it.</summary>
    public required string Zone { get; set; }

    public string? Address { get; set; }

    /// <summary>What is asked of the place of people who belong here.</summary>
    public LocationRule PlaceRule { get; set; }

    /// <summary>Addresses that devices have inside, one range (CIDR) a line; empty where none are known.</summary>
    public string Networks { get; set; } = "";

    /// <summary>Degrees, -90 to 90; null without a fence, together with the two below.</summary>
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

/// <summary>What a site asks of the place where its people check in. Place is a claim of network and browser: it deters and proves nothing.</summary>
public enum LocationRule
{
    /// <summary>Nothing is asked.</summary>
    Off,

    /// <summary>The place is asked for, and a punch from elsewhere stands and is marked.</summary>
    Note,

    /// <summary>Whoever is not known to be at a site is turned away; not knowing counts as not being there.</summary>
    Require,
}

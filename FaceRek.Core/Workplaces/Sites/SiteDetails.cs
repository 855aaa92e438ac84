using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;

namespace FaceRek.Core.Workplaces.Sites;

/// <summary>An admin's input about a site, trimmed and checked. The only way from typed text to a <see cref="Site"/>.</summary>
public sealed record SiteDetails
{
    public const int MaxNetworks = 20;

    /// <summary>Minimum prefix length of a range; a /8 is the largest private network.</summary>
    private const int MinPrefixV4 = 8,
        MinPrefixV6 = 32;

    private SiteDetails(
        string name,
        string zone,
        string? address,
        LocationRule rule,
        string networks,
        Geofence? fence
    ) => (Name, Zone, Address, Rule, Networks, Fence) = (name, zone, address, rule, networks, fence);

    public string Name { get; }
    public string Zone { get; }
    public string? Address { get; }
    public LocationRule Rule { get; }
    public string Networks { get; }
    public Geofence? Fence { get; }

    public static SiteReading Read(SiteText text)
    {
        var errors = new List<SiteError>();
        if (!PlainName.TryRead(text.Name, Site.MaxNameLength, out var name))
        {
            errors.Add(new(SiteFlaw.Name));
        }
        var zone = Zones.Find(text.Zone);
        if (zone is null)
        {
            errors.Add(new(SiteFlaw.Zone));
        }
        string? address = null;
        if (
            !string.IsNullOrWhiteSpace(text.Address)
            && !PlainName.TryRead(text.Address.ReplaceLineEndings(", "), Site.MaxAddressLength, out address)
        )
        {
            errors.Add(new(SiteFlaw.Address));
        }
        var rule = text.Rule ?? (LocationRule)(-1);
        if (!Enum.IsDefined(rule))
        {
            errors.Add(new(SiteFlaw.Rule));
        }
        var networks = ReadNetworks(text.Networks, errors);
        var fence = ReadFence(text, errors);
        if (errors.Count == 0 && rule != LocationRule.Off && networks.Length == 0 && fence is null)
        {
            errors.Add(new(SiteFlaw.NoPlace));
        }
        return errors.Count == 0
            ? new SiteReading.Good(new SiteDetails(name!, zone!, address, rule, networks, fence))
            : new SiteReading.Bad(errors);
    }

    private static string ReadNetworks(string? text, List<SiteError> errors)
    {
        var ranges = new List<string>();
        foreach (
            var word in (text ?? "").Split([',', ';', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (ReadNetwork(word) is not { } network)
            {
                errors.Add(new(SiteFlaw.Network, Shortened(word)));
                continue;
            }
            if (
                network.PrefixLength
                < (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? MinPrefixV4 : MinPrefixV6)
            )
            {
                errors.Add(new(SiteFlaw.NetworkTooWide, Shortened(word)));
                continue;
            }
            if (!ranges.Contains(network.ToString()))
            {
                ranges.Add(network.ToString());
            }
        }
        if (ranges.Count > MaxNetworks)
        {
            errors.Add(new(SiteFlaw.NetworksTooMany));
        }
        return string.Join('\n', ranges);
    }

    /// <summary>A range in CIDR, or a single address. Forms such as 0x7f.1 and 127.1, which some parsers accept, are refused.</summary>
    private static IPNetwork? ReadNetwork(string word)
    {
        if (IPNetwork.TryParse(word, out var network))
        {
            return network;
        }
        var isWhole =
            IPAddress.TryParse(word, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == word);
        return isWhole
            ? new IPNetwork(address!, address!.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }

    private static Geofence? ReadFence(SiteText text, List<SiteError> errors)
    {
        var given = new[] { text.Latitude, text.Longitude, text.RadiusMetres }.Count(part =>
            !string.IsNullOrWhiteSpace(part)
        );
        if (given == 0)
        {
            return null;
        }
        if (given < 3)
        {
            errors.Add(new(SiteFlaw.FenceIncomplete));
            return null;
        }
        var isNorth = TryNumber(text.Latitude, -90, 90, out var latitude);
        var isEast = TryNumber(text.Longitude, -180, 180, out var longitude);
        var isRadius = TryNumber(text.RadiusMetres, Geofence.MinRadiusMetres, Geofence.MaxRadiusMetres, out var radius);
        if (!isNorth)
        {
            errors.Add(new(SiteFlaw.Latitude));
        }
        if (!isEast)
        {
            errors.Add(new(SiteFlaw.Longitude));
        }
        if (!isRadius)
        {
            errors.Add(new(SiteFlaw.Radius));
        }
        return isNorth && isEast && isRadius ? new Geofence(latitude, longitude, (int)Math.Round(radius)) : null;
    }

    private static bool TryNumber(string? text, double from, double to, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && number >= from
        && number <= to;

    private static string Shortened(string word) => word.Length <= 45 ? word : $"{word[..44]}…";
}

public abstract record SiteReading
{
    private SiteReading() { }

    public sealed record Good(SiteDetails Details) : SiteReading;

    public sealed record Bad(IReadOnlyList<SiteError> Errors) : SiteReading;
}

/// <summary>Typed input about a site, not checked yet.</summary>
public sealed record SiteText(
    string? Name,
    string? Zone,
    string? Address,
    LocationRule? Rule,
    string? Networks,
    string? Latitude,
    string? Longitude,
    string? RadiusMetres
);

/// <param name="Text">The part that is wrong, where it is one of several.</param>
public sealed record SiteError(SiteFlaw Flaw, string? Text = null);

/// <summary>What can be wrong with the input about a site.</summary>
public enum SiteFlaw
{
    Name,
    Zone,
    Address,
    Rule,
    Network,

    /// <summary>A range that includes a large part of the internet.</summary>
    NetworkTooWide,

    NetworksTooMany,
    Latitude,
    Longitude,
    Radius,

    /// <summary>Only one or two of latitude, longitude and radius are given.</summary>
    FenceIncomplete,

    /// <summary>A location is required but neither a network nor a geofence is given.</summary>
    NoPlace,
}

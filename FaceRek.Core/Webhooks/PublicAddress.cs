using System.Net;
using System.Net.Sockets;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// Which addresses are public. Everything in IANA's registries of special-purpose addresses (RFC 6890 and its
/// successors) is not: a message to such an address could reach our own network from inside.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>
    /// All addresses routed at present. Addresses that contain an IPv4 address (mapped, NAT64) are outside and
    /// therefore refused.
    /// </summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Exceptions within it: protocol assignments with Teredo, 6to4, and documentation.</summary>
    private static readonly IPNetwork[] SpecialV6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(text =>
            IPNetwork.Parse(text)
        ),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !SpecialV4.Any(network => network.Contains(address))
            : GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address));
    }
}

/// <summary>The receiver's name resolves to an address that is not allowed.</summary>
public sealed class ForbiddenAddressException() : IOException("The address is not a public one.");

using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace FaceRek.Core.ApiAccess;

/// <summary>Addresses and networks in CIDR notation, separated by single spaces.</summary>
public static class NetworkList
{
    public const int MaxNetworks = 20;

    /// <summary>False where one of them is neither an address nor a network with matching start address, or there are too many.</summary>
    public static bool TryRead(IEnumerable<string> networks, [NotNullWhen(true)] out string? list)
    {
        list = null;
        var read = new List<IPNetwork>();
        foreach (var text in networks)
        {
            if (!TryRead(text.Trim(), out var network))
            {
                return false;
            }
            read.Add(network);
        }
        if (read.Count > MaxNetworks)
        {
            return false;
        }
        list = string.Join(' ', read.Select(network => network.ToString()).Distinct(StringComparer.Ordinal));
        return true;
    }

    public static IReadOnlyList<string> Split(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True for an empty list; an unknown address is in no network.</summary>
    public static bool Holds(string list, IPAddress? address)
    {
        if (list.Length == 0)
        {
            return true;
        }
        if (address is null)
        {
            return false;
        }
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Split(list).Any(network => IPNetwork.Parse(network).Contains(plain));
    }

    private static bool TryRead(string text, out IPNetwork network)
    {
        // The framework reads 10.0.0.1/8 as 10.0.0.0/8, but the admin may have meant a single machine.
        if (IPNetwork.TryParse(text, out network))
        {
            return IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var first)
                && first.Equals(network.BaseAddress);
        }
        // IPAddress also reads "1" and "0x7f.1" as addresses, which is never meant in such a list.
        if (
            !IPAddress.TryParse(text, out var address)
            || !address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}

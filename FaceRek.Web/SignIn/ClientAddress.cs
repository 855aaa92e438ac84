using System.Net;
using System.Net.Sockets;

namespace FaceRek.Web.SignIn;

internal static class ClientAddress
{
    /// <summary>The network to count by: an IPv4 address, or the /64 of an IPv6 address, which belongs to one subscriber.</summary>
    public static string NetworkOf(this HttpContext context) =>
        context.Connection.RemoteIpAddress switch
        {
            null => "unknown",
            { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } address =>
                $"{new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]])}/64",
            var address => address.ToString(),
        };
}

using System.Net;
using System.Net.Sockets;

namespace FaceRek.Tests.Support;

/// <summary>For programs that need their port before they start.</summary>
internal static class FreePort
{
    /// <summary>Below the ports that the system assigns by itself, so that no connection of another test takes it meanwhile.</summary>
    private const int First = 20_000,
        Count = 12_000;

    /// <summary>Simultaneous runs start at different places.</summary>
    private static int taken = Environment.ProcessId * 97;

    /// <summary>A port of this machine that was free a moment ago and is given to no other test in this run.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref taken) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) { }
        }
    }
}

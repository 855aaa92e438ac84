using System.Net;
using System.Net.Sockets;

namespace FaceRek.Tests.Support;

/// <summary>For what must be told its port before it starts.</summary>
internal static class FreePort
{
    /// <summary>Below the ports that a system gives out by itself, so that no connection of another test takes it meanwhile.</summary>
    private const int First = 20_000,
        Count = 12_000;

    /// <summary>Runs at the same time begin at different places.</summary>
    private static int taken = Environment.ProcessId * 97;

    /// <summary>A port of this machine that nobody listened on a moment ago, and that nobody else in this run is given.</summary>
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

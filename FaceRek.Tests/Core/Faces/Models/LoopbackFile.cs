using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FaceRek.Tests.Core.Faces.Models;

/// <summary>Responds to every request with the same bytes, over a real socket, and can stop in the middle.</summary>
internal sealed class LoopbackFile : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    /// <param name="sent">How many bytes are really sent; the declared length is always that of <paramref name="body"/>.</param>
    /// <param name="stalls">Keeps the connection open after the last byte instead of closing it.</param>
    public LoopbackFile(byte[] body, string status = "200 OK", int? sent = null, bool stalls = false)
    {
        listener.Start();
        serving = ServeAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
            body.AsMemory(0, sent ?? body.Length),
            stalls
        );
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/network.onnx");

    public int Requests { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync(byte[] head, ReadOnlyMemory<byte> body, bool stalls)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            Requests++;
            var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop.Token);
            await stream.WriteAsync(head, stop.Token);
            await stream.WriteAsync(body, stop.Token);
            if (stalls)
            {
                await Task.Delay(Timeout.Infinite, stop.Token);
            }
        }
    }
}

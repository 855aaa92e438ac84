using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FaceRek.Tests.Support;

/// <summary>
/// A local mail server that follows RFC 5321 strictly: commands in order, lines that end in CR LF, dots unstuffed.
/// Anything out of order gets 503 and is kept in <see cref="Faults"/>.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    public SmtpServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public List<string> Commands { get; } = [];
    public List<string> Emails { get; } = [];
    public List<string> Faults { get; } = [];

    /// <summary>Refuses every recipient, as a server with a full mailbox does.</summary>
    public bool RefusesRecipients { get; set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving;
        end.Dispose();
        listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        { }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        await SayAsync(stream, "220 test.example ESMTP");
        var (greeted, from, to) = (false, false, 0);
        while (await LineAsync(stream) is string line)
        {
            Commands.Add(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO" or "HELO":
                    (greeted, from, to) = (true, false, 0);
                    await SayAsync(stream, "250-test.example", "250 8BITMIME");
                    break;
                case "MAIL" when greeted && !from && line.StartsWith("MAIL FROM:<", StringComparison.Ordinal):
                    from = true;
                    await SayAsync(stream, "250 ok");
                    break;
                case "RCPT" when from && RefusesRecipients:
                    await SayAsync(stream, $"552 {line[8..]} mailbox full");
                    break;
                case "RCPT" when from && line.StartsWith("RCPT TO:<", StringComparison.Ordinal):
                    to++;
                    await SayAsync(stream, "250 ok");
                    break;
                case "DATA" when to > 0:
                    await SayAsync(stream, "354 go on");
                    Emails.Add(await DataAsync(stream));
                    (from, to) = (false, 0);
                    await SayAsync(stream, "250 kept");
                    break;
                case "RSET":
                    (from, to) = (false, 0);
                    await SayAsync(stream, "250 ok");
                    break;
                case "NOOP":
                    await SayAsync(stream, "250 ok");
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    Faults.Add(line);
                    await SayAsync(stream, "503 out of order");
                    break;
            }
        }
    }

    private async Task<string> DataAsync(NetworkStream stream)
    {
        var email = new StringBuilder();
        while (await LineAsync(stream) is string line && line != ".")
        {
            email.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return email.ToString();
    }

    private async Task<string?> LineAsync(NetworkStream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, end.Token) == 1)
        {
            if (one[0] != '\n')
            {
                line.Add(one[0]);
                continue;
            }
            if (line is [.., (byte)'\r'])
            {
                return Encoding.UTF8.GetString([.. line[..^1]]);
            }
            Faults.Add("a bare line feed");
            line.Add(one[0]);
        }
        return null;
    }

    private async Task SayAsync(NetworkStream stream, params string[] lines)
    {
        foreach (var line in lines)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), end.Token);
        }
    }
}

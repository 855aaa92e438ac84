using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// The only connection to receivers: no proxy, no cookies, no redirects, ten seconds, and no address that
/// <see cref="WebhookAddressRule"/> forbids.
/// </summary>
public sealed class WebhookConnection : IDisposable
{
    /// <summary>From the name lookup to the last byte that is read.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly WebhookAddressRule rule;
    private readonly HttpClient client;

    public WebhookConnection(WebhookAddressRule rule)
        : this(rule, Limit) { }

    internal WebhookConnection(WebhookAddressRule rule, TimeSpan limit)
    {
        this.rule = rule;
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                ConnectCallback = ConnectAsync,
            }
        )
        {
            Timeout = limit,
        };
    }

    /// <returns>The status of the response; its body is not read.</returns>
    /// <exception cref="HttpRequestException">No connection, a forbidden address, or a response that is not HTTP.</exception>
    /// <exception cref="TaskCanceledException">No response in time.</exception>
    public async Task<int> PostAsync(
        Uri url,
        string body,
        IReadOnlyDictionary<string, string> headers,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("FaceRek", "1"));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    /// <summary>Connects to the same address that was checked: the name is not resolved again in between.</summary>
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (!rule.Allows(host, port, addresses))
        {
            throw new ForbiddenAddressException();
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

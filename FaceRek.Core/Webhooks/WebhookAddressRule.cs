using System.Net;
using System.Net.Sockets;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// Where messages may be sent: over https, to a public address. Checked when an address is entered, and again for every
/// address a connection is made to.
/// </summary>
/// <param name="reachable">Receivers on a developer's machine or network, as host:port; http is allowed for these.
/// Empty in production.</param>
public sealed class WebhookAddressRule(IReadOnlyCollection<string> reachable)
{
    private const int HttpsPort = 443;
    private const int FirstFreePort = 1024;
    private static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(3);

    public async Task<WebhookAddressReading> ReadAsync(string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.Missing);
        }
        if (text.Trim() is { Length: > WebhookEndpoint.MaxUrlLength })
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.TooLong);
        }
        if (
            !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
            || url.UserInfo.Length > 0
            || url.Fragment.Length > 0
        )
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.NoAddress);
        }
        // As stored and sent: characters outside ASCII take several characters there.
        if (url.AbsoluteUri.Length > WebhookEndpoint.MaxUrlLength)
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.TooLong);
        }
        if (IsReachable(url.IdnHost, url.Port) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return new WebhookAddressReading.Good(url);
        }
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.NotHttps);
        }
        if (url.Port is not HttpsPort and < FirstFreePort)
        {
            return new WebhookAddressReading.Refused(WebhookAddressError.NotAllowed);
        }
        return await LookUpAsync(url, cancellationToken) is { } error
            ? new WebhookAddressReading.Refused(error)
            : new WebhookAddressReading.Good(url);
    }

    /// <summary>
    /// Every address of a name must be allowed: of one allowed and one forbidden address the resolver could return
    /// either.
    /// </summary>
    public bool Allows(string host, int port, IReadOnlyCollection<IPAddress> addresses) =>
        IsReachable(host, port) || (addresses.Count > 0 && addresses.All(PublicAddress.IsPublic));

    private bool IsReachable(string host, int port) =>
        reachable.Contains($"{host}:{port}", StringComparer.OrdinalIgnoreCase);

    private async Task<WebhookAddressError?> LookUpAsync(Uri url, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LookUpLimit);
        try
        {
            // A number in brackets, in hexadecimal or as one integer is an address as well: the parser has normalised it.
            var addresses = IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var literal)
                ? [literal]
                : await Dns.GetHostAddressesAsync(url.IdnHost, limit.Token);
            return Allows(url.IdnHost, url.Port, addresses) ? null : WebhookAddressError.NotAllowed;
        }
        catch (SocketException)
        {
            return WebhookAddressError.UnknownHost;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookAddressError.UnknownHost;
        }
    }
}

public abstract record WebhookAddressReading
{
    private WebhookAddressReading() { }

    public sealed record Good(Uri Url) : WebhookAddressReading;

    public sealed record Refused(WebhookAddressError Error) : WebhookAddressReading;
}

public enum WebhookAddressError
{
    Missing,
    TooLong,

    /// <summary>Not an absolute address, or it contains a user or a fragment.</summary>
    NoAddress,

    NotHttps,

    /// <summary>A private, local or otherwise special address, or a port that is not for web servers.</summary>
    NotAllowed,

    UnknownHost,
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Support;

/// <summary>Another system, on a port of this machine: keeps what it receives, and responds as a test wants.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private WebhookReceiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());
    public ConcurrentQueue<Received> Messages { get; } = [];

    /// <summary>Its response; 204 until a test sets another.</summary>
    public Func<HttpContext, Task> Answer { get; set; } =
        context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };

    /// <param name="isSelfSigned">Uses TLS with a self-signed certificate.</param>
    public static async Task<WebhookReceiver> StartAsync(bool isSelfSigned = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = isSelfSigned
            ? builder
                .WebHost.UseKestrelHttpsConfiguration()
                .ConfigureKestrel(kestrel =>
                    kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate()))
                )
            : builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new WebhookReceiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static X509Certificate2 Certificate()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = new CertificateRequest("CN=127.0.0.1", pair, HashAlgorithmName.SHA256).CreateSelfSigned(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2046, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        return X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Messages.Enqueue(
            new Received(
                context.Request.Headers.ToDictionary(
                    header => header.Key.ToLowerInvariant(),
                    header => header.Value.ToString()
                ),
                body
            )
        );
        await Answer(context);
    }

    public sealed record Received(IReadOnlyDictionary<string, string> Headers, string Body);
}

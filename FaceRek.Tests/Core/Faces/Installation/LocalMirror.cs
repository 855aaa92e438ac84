using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Core.Faces.Installation;

/// <summary>A mirror of npm packages on this machine, over https with a certificate of its own.</summary>
internal sealed class LocalMirror : IAsyncDisposable
{
    private readonly X509Certificate2 certificate;
    private readonly WebApplication app;
    private readonly List<(string Path, string Range)> requests = [];

    private LocalMirror(X509Certificate2 certificate, WebApplication app) =>
        (this.certificate, this.app) = (certificate, app);

    public Uri Address => new(app.Urls.Single() + "/npm/");

    /// <summary>The certificate as a file that OpenSSL trusts.</summary>
    public string Pem => certificate.ExportCertificatePem();

    /// <summary>What was asked for, with the range or nothing.</summary>
    public IReadOnlyList<(string Path, string Range)> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>What it has, by paths such as <c>name@1.0.0/file</c>.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Answers in place of the mirror; returns whether it did.</summary>
    public Func<HttpContext, byte[]?, Task<bool>>? Instead { get; set; }

    public static async Task<LocalMirror> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        var mirror = new LocalMirror(certificate, builder.Build());
        mirror.app.Run(mirror.AnswerAsync);
        await mirror.app.StartAsync();
        return mirror;
    }

    /// <summary>Trusts this mirror and nobody else.</summary>
    public SocketsHttpHandler NewHandler() =>
        new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, seen, _, _) =>
                    seen?.GetCertHashString() == certificate.GetCertHashString(),
            },
        };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext call)
    {
        var path = call.Request.Path.Value!.Replace("/npm/", "", StringComparison.Ordinal);
        lock (requests)
        {
            requests.Add((path, call.Request.Headers.Range.ToString()));
        }
        var content = Files.GetValueOrDefault(path);
        if (Instead is { } instead && await instead(call, content))
        {
            return;
        }
        if (content is null)
        {
            call.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var from = call.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
        if (from > 0)
        {
            call.Response.StatusCode = StatusCodes.Status206PartialContent;
            call.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }
        call.Response.ContentLength = content.Length - from;
        await call.Response.Body.WriteAsync(content.AsMemory((int)from));
    }
}

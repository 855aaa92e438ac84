using System.Buffers.Binary;
using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.Web;

/// <summary>As an operator runs it: behind a TLS proxy, under one name.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private FaceRekApp app = null!;

    public async ValueTask InitializeAsync() =>
        app = await FaceRekApp.StartAsync(
            "Production",
            builder =>
                (builder.Configuration["Site:Address"], builder.Configuration["Site:Proxies:0"]) = (
                    "https://facerek.example",
                    "127.0.0.1"
                )
        );

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("facerek.example", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("facerek.example.evil.example", HttpStatusCode.BadRequest)]
    public async Task The_site_answers_under_its_own_name_and_no_other(string host, HttpStatusCode status)
    {
        using var response = await AskAsync(host, "/");
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_came_over_tls_stays_with_it_for_a_year()
    {
        using var response = await AskAsync("facerek.example", "/");
        Assert.Equal(
            "max-age=31536000; includeSubDomains",
            Assert.Single(response.Headers.GetValues("Strict-Transport-Security"))
        );
    }

    [Fact]
    public async Task Every_cookie_is_kept_to_tls_and_from_scripts()
    {
        using var response = await AskAsync("facerek.example", "/sign-in");
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(
            cookies,
            cookie =>
                Assert.True(
                    cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)
                        && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase),
                    cookie
                )
        );
    }

    /// <summary>
    /// OWASP 2023 for PBKDF2 with SHA-512. The other tests hash with fewer rounds, so the setting is read before they
    /// change it.
    /// </summary>
    [Fact]
    public async Task A_password_is_hashed_with_no_fewer_rounds_than_is_advised()
    {
        await using var strong = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.RemoveAll<IPostConfigureOptions<PasswordHasherOptions>>()
        );
        await using var scope = strong.Services.CreateAsyncScope();
        var hash = Convert.FromBase64String(
            scope
                .ServiceProvider.GetRequiredService<IPasswordHasher<User>>()
                .HashPassword(new User { Name = "Ada", CreatedAt = default }, World.Password)
        );
        // Its format: a version, then in four bytes each the function (2 is SHA-512), the rounds and the length of the salt.
        Assert.Equal((1, 2), (hash[0], BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1))));
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)), 210_000, int.MaxValue);
    }

    private async Task<HttpResponseMessage> AskAsync(string host, string path)
    {
        using var client = app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        return await client.SendAsync(request);
    }
}

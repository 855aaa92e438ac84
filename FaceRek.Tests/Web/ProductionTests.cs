using System.Net;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web;

/// <summary>As an operator runs it: behind a proxy that speaks TLS, under one name.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private FaceRekApp app = null!;

    public async ValueTask InitializeAsync() => app = await FaceRekApp.StartAsync("Production", builder =>
        (builder.Configuration["Site:Address"], builder.Configuration["Site:Proxies:0"]) = ("https://facerek.example", "127.0.0.1"));

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
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Every_cookie_is_kept_to_tls_and_from_scripts()
    {
        using var response = await AskAsync("facerek.example", "/sign-in");
        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.True(cookie.Contains("secure", StringComparison.OrdinalIgnoreCase) && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase), cookie));
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

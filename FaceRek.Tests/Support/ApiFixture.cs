using System.Net.Http.Headers;
using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

/// <summary>The real application with the named organizations and signed-in programs; shared by the tests of a class.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    public FaceRekApp App { get; private set; } = null!;
    public World World { get; private set; } = null!;

    /// <summary>A program of the bakery with every scope a key may have.</summary>
    public HttpClient Baker { get; private set; } = null!;

    /// <summary>The same for the harbour.</summary>
    public HttpClient Sailor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await FaceRekApp.StartAsync(adjust: builder =>
            (builder.Configuration["Api:CallsPerMinute"], builder.Configuration["Api:OrganizationCallsPerMinute"]) = (
                "100000",
                "100000"
            )
        );
        World = await World.CreateAsync(App);
        (Baker, Sailor) = (
            Lasting((await NewKeyAsync(World.Bakery, World.Ben)).Text),
            Lasting((await NewKeyAsync(World.Harbour, World.Olaf)).Text)
        );
    }

    public async ValueTask DisposeAsync()
    {
        Baker.Dispose();
        Sailor.Dispose();
        await App.DisposeAsync();
    }

    public async Task<(Guid Id, string Text)> NewKeyAsync(
        Organization organization,
        User by,
        IReadOnlyList<string>? scopes = null,
        IReadOnlyList<string>? networks = null,
        TimeSpan? lifetime = null
    )
    {
        var request = new ApiKeyRequest(
            "Test",
            scopes ?? ApiScope.OfKeys,
            networks ?? [],
            lifetime is null ? null : App.Clock.GetUtcNow() + lifetime
        );
        var outcome = await App.InAsync(
            organization,
            services => services.GetRequiredService<ApiKeyDesk>().CreateAsync(request, by.Id, CancellationToken.None)
        );
        var created = Assert.IsType<ApiKeyOutcome.Created>(outcome);
        return (created.Key.Id, created.Text);
    }

    /// <summary>A program with a ten-minute token for a key with these scopes.</summary>
    public async Task<HttpClient> ClientAsync(Organization organization, User by, params IReadOnlyList<string> scopes)
    {
        var (_, key) = await NewKeyAsync(organization, by, scopes.Count == 0 ? null : scopes);
        return WithToken(await TokenAsync(key));
    }

    /// <summary>A program that renews its token in time, because tests of a class share one clock and move it.</summary>
    private HttpClient Lasting(string key) =>
        new(new FreshToken(this, key) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } })
        {
            BaseAddress = App.Address,
        };

    public HttpClient WithToken(string token)
    {
        var client = App.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<string> TokenAsync(string key)
    {
        using var stranger = App.NewClient();
        return (await stranger.CallAsync(HttpMethod.Post, "token", new { grant_type = "api_key", api_key = key }))
            .Json.GetProperty("access_token")
            .GetString()!;
    }

    private sealed class FreshToken(ApiFixture town, string key) : DelegatingHandler
    {
        private static readonly TimeSpan InTime = TimeSpan.FromMinutes(5);

        private (string Text, DateTimeOffset At)? token;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var now = town.App.Clock.GetUtcNow();
            if (token is null || now - token.Value.At > InTime)
            {
                token = (await town.TokenAsync(key), now);
            }
            request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", token.Value.Text);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>The tokens of a user's own sign-in.</summary>
    public async Task<JsonElement> SignInAsync(User user, string? organization = null)
    {
        using var stranger = App.NewClient();
        var answer = await stranger.CallAsync(
            HttpMethod.Post,
            "token",
            new
            {
                grant_type = "password",
                email = user.Email,
                password = World.Password,
                organization,
            }
        );
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }
}

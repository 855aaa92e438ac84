using System.Text;
using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Tests.Web.Api;

/// <summary>Who gets a token, what it allows, and when it ends.</summary>
public sealed class TokenTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private readonly HttpClient stranger = town.App.NewClient();

    [Fact]
    public async Task A_password_opens_what_the_role_may_do_and_no_more()
    {
        var admin = await town.SignInAsync(town.World.Ben);
        Assert.Equal(
            ("Bearer", 600),
            (admin.GetProperty("token_type").GetString(), admin.GetProperty("expires_in").GetInt32())
        );
        Assert.Equal(ApiScope.All, admin.GetProperty("scope").GetString()!.Split(' '));
        using var ben = town.WithToken(Access(admin));
        Assert.Equal(200, (await ben.AskAsync("people")).Status);

        using var mia = town.WithToken(Access(await town.SignInAsync(town.World.Mia)));
        Assert.Equal(200, (await mia.AskAsync("people")).Status);
        Assert.Equal((403, "scope_missing"), (await mia.PostAsync("people", new { name = "Nobody" })).Brief);
        Assert.Equal(
            (403, "scope_missing"),
            (
                await GrantAsync(
                    new
                    {
                        grant_type = "password",
                        email = town.World.Eve.Email,
                        password = World.Password,
                    }
                )
            ).Brief
        );
    }

    [Fact]
    public async Task Wrong_credentials_are_told_alike_whatever_is_wrong_with_them()
    {
        var texts = new List<string>();
        foreach (
            var body in new object[]
            {
                new
                {
                    grant_type = "password",
                    email = town.World.Ada.Email,
                    password = "wrong wrong wrong",
                },
                new
                {
                    grant_type = "password",
                    email = "nobody@bakery.example",
                    password = World.Password,
                },
                new
                {
                    grant_type = "password",
                    email = town.World.Ada.Email,
                    password = World.Password,
                    organization = "harbour",
                },
                new { grant_type = "password", email = town.World.Ada.Email },
                new { grant_type = "password" },
            }
        )
        {
            var answer = await GrantAsync(body);
            Assert.Equal((401, "credentials_wrong"), answer.Brief);
            texts.Add(answer.Text[..answer.Text.IndexOf("trace_id", StringComparison.Ordinal)]);
        }
        Assert.Single(texts.Distinct());
    }

    [Fact]
    public async Task Scopes_can_be_asked_for_more_narrowly()
    {
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        var token = (
            await GrantAsync(
                new
                {
                    grant_type = "api_key",
                    api_key = key,
                    scope = "people:read keys:write nonsense",
                }
            )
        ).Json;
        Assert.Equal("people:read", token.GetProperty("scope").GetString());
        Assert.False(token.TryGetProperty("refresh_token", out _));
        using var client = town.WithToken(Access(token));
        Assert.Equal((403, "scope_missing"), (await client.PostAsync("people", new { name = "Nobody" })).Brief);
        Assert.Equal(
            (403, "scope_missing"),
            (
                await GrantAsync(
                    new
                    {
                        grant_type = "api_key",
                        api_key = key,
                        scope = "nonsense",
                    }
                )
            ).Brief
        );
    }

    [Theory]
    [InlineData("lower-case")]
    [InlineData("newline")]
    [InlineData("cut")]
    [InlineData("other secret")]
    [InlineData("other id")]
    [InlineData("empty")]
    public async Task A_key_that_is_not_as_it_was_shown_opens_nothing(string change)
    {
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        var wrong = change switch
        {
            "lower-case" => key.ToLowerInvariant(),
            "newline" => key + "\n",
            "cut" => key[..^1],
            "other secret" => key[..^1] + (key[^1] == 'A' ? 'B' : 'A'),
            "other id" => key.Replace(key[9..41], Guid.CreateVersion7().ToString("N"), StringComparison.Ordinal),
            _ => "",
        };
        Assert.Equal(
            (401, "credentials_wrong"),
            (await GrantAsync(new { grant_type = "api_key", api_key = wrong })).Brief
        );
        Assert.Equal(
            (401, "token_invalid"),
            (
                await stranger.AskAsync(
                    $"people?api_key={Uri.EscapeDataString(key)}&access_token={Uri.EscapeDataString(key)}"
                )
            ).Brief
        );
    }

    [Fact]
    public async Task A_key_ends_when_it_is_revoked_or_too_old_and_so_do_its_tokens()
    {
        using var ben = town.WithToken(Access(await town.SignInAsync(town.World.Ben)));
        var (id, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        using var client = town.WithToken(await town.TokenAsync(key));
        Assert.Equal(200, (await client.AskAsync("people")).Status);
        Assert.Equal(204, (await ben.CallAsync(HttpMethod.Delete, $"api-keys/{id}")).Status);
        Assert.Equal((401, "token_invalid"), (await client.AskAsync("people")).Brief);
        Assert.Equal(401, (await GrantAsync(new { grant_type = "api_key", api_key = key })).Status);

        var (_, brief) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben, lifetime: TimeSpan.FromMinutes(5));
        using var other = town.WithToken(await town.TokenAsync(brief));
        Assert.Equal(200, (await other.AskAsync("people")).Status);
        town.App.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(401, (await other.AskAsync("people")).Status);
    }

    [Fact]
    public async Task A_key_works_only_from_the_networks_on_its_list()
    {
        var (_, home) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben, networks: ["127.0.0.0/8", "::1"]);
        var (_, away) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben, networks: ["192.0.2.0/24"]);
        Assert.Equal(200, (await GrantAsync(new { grant_type = "api_key", api_key = home })).Status);
        Assert.Equal(
            (401, "credentials_wrong"),
            (await GrantAsync(new { grant_type = "api_key", api_key = away })).Brief
        );
    }

    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash_with_when_it_was_last_used()
    {
        using var ben = town.WithToken(Access(await town.SignInAsync(town.World.Ben)));
        var made = await ben.PostAsync(
            "api-keys",
            new
            {
                name = "Payroll",
                scopes = new[] { "people:read" },
                networks = new[] { "127.0.0.1" },
            }
        );
        Assert.Equal(201, made.Status);
        var key = made.Json.GetProperty("key").GetString()!;
        await town.TokenAsync(key);

        var listed = (await ben.AskAsync("api-keys"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetGuid() == made.Json.GetProperty("id").GetGuid());
        Assert.False(listed.TryGetProperty("key", out _));
        Assert.Equal(
            ("in_use", town.App.Clock.GetUtcNow()),
            (listed.GetProperty("state").GetString(), listed.GetProperty("last_used_at").GetDateTimeOffset())
        );
        foreach (var path in Directory.EnumerateFiles(town.App.DataFolder, "facerek.db*"))
        {
            await using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.Latin1);
            Assert.DoesNotContain(key[^43..], await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["people:read"]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":[]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["keys:write"]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["everything"]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["people:read"],"networks":["0x7f.1"]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["people:read"],"networks":["192.0.2.0/33"]}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["people:read"],"expires_at":"1999-01-01T00:00:00Z"}""", "key_invalid")]
    [InlineData("""{"name":"X","scopes":["people:read"],"expires_at":"soon"}""", "body_invalid")]
    [InlineData("""{"name":"X","scopes":null}""", "body_invalid")]
    [InlineData("""{"name":"X"}""", "body_invalid")]
    public async Task An_invalid_key_is_not_created(string body, string code)
    {
        using var ben = town.WithToken(Access(await town.SignInAsync(town.World.Ben)));
        Assert.Equal((400, code), (await ben.PostAsync("api-keys", body)).Brief);
    }

    [Fact]
    public async Task A_refresh_token_is_valid_once_and_a_second_use_ends_the_sign_in_with_an_email()
    {
        var first = await town.SignInAsync(town.World.Ben);
        var second = (await RefreshAsync(Refresh(first))).Json;
        using var client = town.WithToken(Access(second));
        Assert.Equal(200, (await client.AskAsync("people")).Status);

        // A lost response is not a theft.
        town.App.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal((401, "refresh_refused"), (await RefreshAsync(Refresh(first))).Brief);
        Assert.Equal(200, (await client.AskAsync("people")).Status);

        town.App.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((401, "refresh_refused"), (await RefreshAsync(Refresh(first))).Brief);
        Assert.Equal((401, "token_invalid"), (await client.AskAsync("people")).Brief);
        Assert.Equal(401, (await RefreshAsync(Refresh(second))).Status);
        await Eventually.HoldsAsync(() =>
            Task.FromResult(
                town.App.Mail.Emails.Any(message =>
                    message.To == town.World.Ben.Email
                    && message.Subject.Contains("You were signed out of FaceRek", StringComparison.Ordinal)
                )
            )
        );
        Assert.Equal(401, (await RefreshAsync("nonsense")).Status);
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_one_wins_and_nothing_is_ended()
    {
        var tokens = await town.SignInAsync(town.World.Ada);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RefreshAsync(Refresh(tokens))));
        var won = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer != won),
            answer => Assert.Equal((401, "refresh_refused"), answer.Brief)
        );
        Assert.Equal(200, (await RefreshAsync(Refresh(won.Json))).Status);
    }

    [Fact]
    public async Task A_sign_in_ends_when_it_is_revoked()
    {
        var tokens = await town.SignInAsync(town.World.Ada);
        using var client = town.WithToken(Access(tokens));
        Assert.Equal(200, (await client.AskAsync("people")).Status);
        Assert.Equal(204, (await stranger.PostAsync("token/revoke", new { refresh_token = Refresh(tokens) })).Status);
        Assert.Equal(204, (await stranger.PostAsync("token/revoke", new { refresh_token = "nonsense" })).Status);
        Assert.Equal(401, (await client.AskAsync("people")).Status);
        Assert.Equal(401, (await RefreshAsync(Refresh(tokens))).Status);
    }

    [Fact]
    public async Task A_role_that_is_changed_or_taken_and_a_password_that_is_changed_hold_from_the_next_call()
    {
        try
        {
            await ChangeMiaAsync();
        }
        finally
        {
            await SetStampAsync(town.World.Mia.SecurityStamp!);
            await town.App.InAsync(
                town.World.Bakery,
                async (FaceRekDb db) =>
                {
                    await db.Memberships.Where(m => m.UserId == town.World.Mia.Id).ExecuteDeleteAsync();
                    db.Add(
                        new Membership
                        {
                            OrganizationId = town.World.Bakery.Id,
                            UserId = town.World.Mia.Id,
                            Role = Role.Manager,
                            CreatedAt = town.App.Clock.GetUtcNow(),
                        }
                    );
                    await db.SaveChangesAsync();
                }
            );
        }
    }

    private async Task ChangeMiaAsync()
    {
        var tokens = await town.SignInAsync(town.World.Mia);
        using var mia = town.WithToken(Access(tokens));
        Assert.Equal(200, (await mia.AskAsync("people")).Status);
        await ChangeAsync(membership => membership.Role = Role.Employee);
        Assert.Equal((403, "scope_missing"), (await mia.AskAsync("people")).Brief);
        await ChangeAsync(membership => membership.Role = Role.Manager);
        Assert.Equal(200, (await mia.AskAsync("people")).Status);

        await SetStampAsync("another");
        Assert.Equal((401, "token_invalid"), (await mia.AskAsync("people")).Brief);
        Assert.Equal(401, (await RefreshAsync(Refresh(tokens))).Status);
        await SetStampAsync(town.World.Mia.SecurityStamp!);

        using var again = town.WithToken(Access(await town.SignInAsync(town.World.Mia)));
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => await db.Memberships.Where(m => m.UserId == town.World.Mia.Id).ExecuteDeleteAsync()
        );
        Assert.Equal((401, "token_invalid"), (await again.AskAsync("people")).Brief);
    }

    public static TheoryData<string> Forgeries =>
        [
            "alg none",
            "alg None",
            "HS256 with the public key",
            "kid is a path",
            "kid is SQL",
            "kid of nobody",
            "no kid",
            "own key in the header",
            "jku in the header",
            "other signature",
            "cut",
            "text",
            "empty",
            "exp past",
            "nbf future",
            "iat 1970",
            "exp far",
            "exp text",
            "no exp",
            "wrong aud",
            "wrong iss",
            "wrong typ",
            "no organization",
            "other organization",
            "nothing behind it",
            "refresh token",
            "API key",
        ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_token_that_is_not_exactly_ours_opens_nothing(string forgery)
    {
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben, lifetime: TimeSpan.FromMinutes(1));
        var good = await town.TokenAsync(key);
        var forged = forgery switch
        {
            "refresh token" => Refresh(await town.SignInAsync(town.World.Ada)),
            "API key" => key,
            "other signature" => good[..^4] + (good[^4..] == "AAAA" ? "BBBB" : "AAAA"),
            "cut" => good[..good.LastIndexOf('.')] + ".",
            "text" => "nonsense",
            "empty" => "",
            _ => await ForgeAsync(forgery, good),
        };
        using var client = town.App.NewClient();
        var answer = await client.CallAsync(HttpMethod.Get, "people", null, ("Authorization", $"Bearer {forged}"));
        Assert.Equal((401, "token_invalid"), answer.Brief);
        using var honest = town.WithToken(good);
        Assert.Equal(200, (await honest.AskAsync("people")).Status);
    }

    [Fact]
    public async Task A_header_of_a_megabyte_is_not_read()
    {
        using var client = town.App.NewClient();
        try
        {
            var answer = await client.CallAsync(
                HttpMethod.Get,
                "people",
                null,
                ("Authorization", $"Bearer {new string('a', 1_000_000)}")
            );
            Assert.Equal(431, answer.Status);
        }
        catch (HttpRequestException) { } // the server closed the connection while it was being sent
    }

    [Fact]
    public async Task A_token_is_good_for_ten_minutes_give_or_take_the_clocks_of_two_nodes()
    {
        using var client = town.WithToken(Access(await town.SignInAsync(town.World.Ada)));
        town.App.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(29));
        Assert.Equal(200, (await client.AskAsync("people")).Status);
        town.App.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await client.AskAsync("people")).Status);
    }

    [Fact]
    public async Task Keys_are_published_a_day_before_they_sign_and_for_a_while_after()
    {
        await using var app = await FaceRekApp.StartAsync();
        var keys = app.Services.GetRequiredService<TokenKeys>();
        using var client = app.NewClient();
        var first = Assert.Single(await KidsAsync(client));
        Assert.Equal(first, (await keys.SignerAsync(default)).Key.KeyId);

        app.Clock.Advance(TokenKey.Term - TimeSpan.FromHours(47));
        var both = await KidsAsync(client);
        Assert.Equal([first], both[..1]);
        Assert.Equal(2, both.Count);
        Assert.Equal(first, (await keys.SignerAsync(default)).Key.KeyId);

        app.Clock.Advance(TimeSpan.FromHours(47));
        Assert.Equal(both[1], (await keys.SignerAsync(default)).Key.KeyId);
        Assert.NotNull(keys.Find(first));
        app.Clock.Advance(TokenKey.KeptAfter);
        Assert.Null(keys.Find(first));
        Assert.Equal(both[1..], await KidsAsync(client));

        var answer = await client.AskAsync("/.well-known/jwks.json");
        Assert.Equal(
            ["alg", "crv", "kid", "kty", "use", "x", "y"],
            answer.Json.GetProperty("keys")[0].EnumerateObject().Select(member => member.Name).Order()
        );
    }

    private static async Task<List<string>> KidsAsync(HttpClient client) =>
        [
            .. (await client.AskAsync("/.well-known/jwks.json"))
                .Json.GetProperty("keys")
                .EnumerateArray()
                .Select(key => key.GetProperty("kid").GetString()!),
        ];

    /// <summary>As good as a forger could make it: most of these are even signed with our own key.</summary>
    private async Task<string> ForgeAsync(string forgery, string good)
    {
        var signer = await town.App.Services.GetRequiredService<TokenKeys>().SignerAsync(default);
        var (header, payload) = (Part(good, 0), Part(good, 1));
        var now = town.App.Clock.GetUtcNow().ToUnixTimeSeconds();
        switch (forgery)
        {
            case "alg none":
                return $"{Encoded(With(header, "alg", "none"))}.{Encoded(payload)}.";
            case "alg None":
                return $"{Encoded(With(header, "alg", "None"))}.{Encoded(payload)}.";
            case "HS256 with the public key":
                var point = ((ECDsaSecurityKey)signer.Key).ECDsa.ExportSubjectPublicKeyInfo();
                return Signed(
                    With(header, "alg", "HS256"),
                    payload,
                    new SigningCredentials(new SymmetricSecurityKey(point), SecurityAlgorithms.HmacSha256)
                );
            case "kid is a path":
                return Signed(With(header, "kid", "../../../dev/null"), payload, signer);
            case "kid is SQL":
                return Signed(With(header, "kid", "' OR 1=1 --"), payload, signer);
            case "kid of nobody":
                return Signed(With(header, "kid", Guid.CreateVersion7().ToString("N")), payload, signer);
            case "no kid":
                return Signed(With(header, "kid", null), payload, signer);
            case "own key in the header":
                using (
                    var own = System.Security.Cryptography.ECDsa.Create(
                        System.Security.Cryptography.ECCurve.NamedCurves.nistP256
                    )
                )
                {
                    var jwk = PublishedKeyJson.Of(new ECDsaSecurityKey(own) { KeyId = "mine" });
                    return Signed(
                        With(
                            With(header, "kid", "mine"),
                            "jwk",
                            JsonSerializer.SerializeToElement(jwk, JsonSerializerOptions.Web)
                        ),
                        payload,
                        new SigningCredentials(new ECDsaSecurityKey(own), SecurityAlgorithms.EcdsaSha256)
                    );
                }
            case "jku in the header":
                using (
                    var own = System.Security.Cryptography.ECDsa.Create(
                        System.Security.Cryptography.ECCurve.NamedCurves.nistP256
                    )
                )
                {
                    return Signed(
                        With(header, "jku", $"{town.App.Address}evil.json"),
                        payload,
                        new SigningCredentials(new ECDsaSecurityKey(own), SecurityAlgorithms.EcdsaSha256)
                    );
                }
            case "exp past":
                return Signed(
                    header,
                    With(With(With(payload, "exp", now - 61), "nbf", now - 661), "iat", now - 661),
                    signer
                );
            case "nbf future":
                return Signed(header, With(With(payload, "nbf", now + 61), "exp", now + 600), signer);
            case "iat 1970":
                return Signed(header, With(payload, "iat", 0), signer);
            case "exp far":
                return Signed(header, With(payload, "exp", 9_000_000_000_000_000_000), signer);
            case "exp text":
                return Signed(header, With(payload, "exp", "tomorrow"), signer);
            case "no exp":
                return Signed(header, With(payload, "exp", null), signer);
            case "wrong aud":
                return Signed(header, With(payload, "aud", "another-api"), signer);
            case "wrong iss":
                return Signed(header, With(payload, "iss", "https://evil.example"), signer);
            case "wrong typ":
                return Signed(With(header, "typ", "JWT"), payload, signer);
            case "no organization":
                return Signed(header, With(payload, "org", null), signer);
            case "other organization":
                return Signed(header, With(payload, "org", town.World.Harbour.Id.ToString("N")), signer);
            case "nothing behind it":
                return Signed(header, With(payload, "key", null), signer);
            default:
                throw new InvalidOperationException(forgery);
        }
    }

    private static string Signed(
        Dictionary<string, object?> header,
        Dictionary<string, object?> payload,
        SigningCredentials signer
    )
    {
        var text = $"{Encoded(header)}.{Encoded(payload)}";
        using var provider = new CryptoProviderFactory { CacheSignatureProviders = false }.CreateForSigning(
            signer.Key,
            signer.Algorithm
        );
        return $"{text}.{Base64UrlEncoder.Encode(provider.Sign(Encoding.UTF8.GetBytes(text)))}";
    }

    private static Dictionary<string, object?> Part(string token, int part) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(Base64UrlEncoder.Decode(token.Split('.')[part]))!;

    private static Dictionary<string, object?> With(Dictionary<string, object?> members, string name, object? value)
    {
        var changed = new Dictionary<string, object?>(members) { [name] = value };
        if (value is null)
        {
            changed.Remove(name);
        }
        return changed;
    }

    private static string Encoded(Dictionary<string, object?> members) =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(members));

    private Task<ApiCalls.Answer> GrantAsync(object body) => stranger.PostAsync("token", body);

    private Task<ApiCalls.Answer> RefreshAsync(string token) =>
        GrantAsync(new { grant_type = "refresh_token", refresh_token = token });

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private Task ChangeAsync(Action<Membership> change) =>
        town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                change(await db.Memberships.AsTracking().SingleAsync(m => m.UserId == town.World.Mia.Id));
                await db.SaveChangesAsync();
            }
        );

    private Task SetStampAsync(string stamp) =>
        town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                await db
                    .Users.Where(user => user.Id == town.World.Mia.Id)
                    .ExecuteUpdateAsync(user => user.SetProperty(u => u.SecurityStamp, stamp))
        );
}

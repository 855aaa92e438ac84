using System.Net.Sockets;
using System.Text;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Tests.Web.Api;

/// <summary>Malicious or broken input that is not about one resource alone.</summary>
public sealed class BadInputApiTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Prefix = "/api/v1/";

    [Fact]
    public async Task A_body_that_says_it_is_a_gigabyte_is_refused_before_it_comes()
    {
        var answer = await RawAsync(
            $"POST /api/v1/people HTTP/1.1\r\nHost: {town.App.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\nConnection: close\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_an_end_is_cut_off_at_the_limit()
    {
        using var endless = new EndlessContent();
        try
        {
            var answer = await town.Baker.CallAsync(HttpMethod.Post, "people", endless);
            Assert.Equal((413, "too_large"), answer.Brief);
        }
        catch (HttpRequestException) { } // the server closed the connection while it was being sent
        Assert.InRange(endless.Sent, 1, 20_000_000);
        Assert.Equal(200, (await town.Baker.AskAsync("people?limit=1")).Status);
    }

    [Fact]
    public async Task A_body_that_is_both_counted_and_in_pieces_is_no_request()
    {
        var answer = await RawAsync(
            $"POST /api/v1/people HTTP/1.1\r\nHost: {town.App.Address.Authority}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked, identity\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_write_refuses_a_member_that_it_does_not_know()
    {
        using var admin = await AdminAsync();
        foreach (var endpoint in Writes().Where(one => one.Metadata.GetMetadata<IAcceptsMetadata>() is not null))
        {
            var (method, path) = (
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0],
                Filled(endpoint)
            );
            foreach (
                var body in new[]
                {
                    """{"organization_id":"0198a5e2-6c00-7000-8000-000000000001"}""",
                    """{"is_admin":true}""",
                    """{"a":1,"a":2}""",
                    "[]",
                    "null",
                    "",
                }
            )
            {
                var answer = await admin.CallAsync(new HttpMethod(method), path, body);
                Assert.True(
                    answer.Brief == (400, "body_invalid"),
                    $"{method} {path} {body}: {answer.Status} {answer.Text}"
                );
            }
        }
    }

    [Theory]
    [InlineData("POST", "api-keys", """{"name":"Null","scopes":["people:read"],"networks":[null]}""")]
    [InlineData("POST", "api-keys", """{"name":"Null","scopes":[null]}""")]
    [InlineData("POST", "webhooks", """{"url":"https://1.1.1.1/","events":[null]}""")]
    [InlineData("POST", "webhooks", """{"url":"https://1.1.1.1/","events":["punch.recorded",null]}""")]
    [InlineData(
        "PUT",
        "webhooks/0198a5e2-6c00-7000-8000-000000000001",
        """{"url":"https://1.1.1.1/","events":[null]}"""
    )]
    [InlineData("POST", "punches", """{"way":"face","person_id":"PERSON","challenge":"x","pictures":[null]}""")]
    [InlineData("POST", "punches", """{"way":"face","challenge":"x","pictures":["/9j/4AAQSkZJRg==",null]}""")]
    public async Task Nothing_in_a_list_is_refused_like_any_other_wrong_type(string method, string path, string body)
    {
        using var admin = await AdminAsync();
        var answer = await admin.CallAsync(
            new HttpMethod(method),
            path,
            body.Replace("PERSON", town.World.EvePerson.Id.ToString(), StringComparison.Ordinal)
        );
        Assert.True(answer.Brief == (400, "body_invalid"), answer.Text);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => Assert.False(await db.WebhookEndpoints.AnyAsync())
        );
    }

    [Theory]
    [InlineData("people", "application/json; charset=martian", 415)]
    [InlineData("punches", "application/json; charset=martian", 415)]
    [InlineData("token", "application/json; charset=martian", 415)]
    [InlineData("token", "application/json; charset=\"utf-7\"", 415)]
    [InlineData("people", "application/json; charset=\"UTF-8\"", 400)]
    [InlineData("people", "application/json; charset=iso-8859-1", 400)]
    public async Task An_unknown_charset_is_refused_as_such(string path, string type, int status)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        Assert.True(body.Headers.TryAddWithoutValidation("Content-Type", type));
        var answer = await town.Baker.CallAsync(HttpMethod.Post, path, body);
        Assert.True(answer.Brief == (status, status == 415 ? "media_type_unknown" : "body_invalid"), answer.Text);
    }

    [Fact]
    public async Task Every_write_that_names_itself_is_answered_again_as_before()
    {
        using var admin = await AdminAsync();
        foreach (var (number, endpoint) in Writes().Index())
        {
            var (method, path) = (
                new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                Filled(endpoint)
            );
            var body = method == HttpMethod.Delete ? null : """{"nothing":0}""";
            var first = await admin.CallAsync(method, path, body, (Idempotency.Header, $"every-{number}"));
            var again = await admin.CallAsync(method, path, body, (Idempotency.Header, $"every-{number}"));
            Assert.True(
                (first.Status, first.Text, "true") == (again.Status, again.Text, again.Header("Idempotency-Replayed")),
                $"{method} {path}: {first.Status} {first.Text} {again.Status} {again.Text}"
            );
            var other = await admin.CallAsync(method, path + "?x=1", body, (Idempotency.Header, $"every-{number}"));
            Assert.True(other.Brief == (422, "idempotency_key_reused"), $"{method} {path}: {other.Text}");
        }
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/secret")]
    [InlineData("POST", "/test")]
    [InlineData("GET", "/deliveries")]
    [InlineData("POST", "/deliveries/DELIVERY/resend")]
    public async Task A_webhook_of_another_organization_is_nobodys(string method, string rest)
    {
        var (foreign, delivery) = await SailorsWebhookAsync();
        var body = method == "PUT" ? new { url = "https://1.1.1.1/", events = new[] { "punch.recorded" } } : null;
        var told = await town.Baker.CallAsync(
            new HttpMethod(method),
            $"webhooks/{foreign}{rest.Replace("DELIVERY", delivery.ToString(), StringComparison.Ordinal)}",
            body
        );
        var unknown = await town.Baker.CallAsync(
            new HttpMethod(method),
            $"webhooks/{Guid.CreateVersion7()}{rest.Replace("DELIVERY", Guid.CreateVersion7().ToString(), StringComparison.Ordinal)}",
            body
        );
        Assert.Equal((404, "not_found"), told.Brief);
        Assert.Equal(WithoutTrace(unknown), WithoutTrace(told));
        var kept = await town.Sailor.AskAsync($"webhooks/{foreign}");
        Assert.Equal((200, "https://1.1.1.1/sailor"), (kept.Status, kept.Json.GetProperty("url").GetString()));
        Assert.Equal(204, (await town.Sailor.CallAsync(HttpMethod.Delete, $"webhooks/{foreign}")).Status);
    }

    [Theory]
    [InlineData("people/ID")]
    [InlineData("punches/ID")]
    [InlineData("webhooks/ID")]
    [InlineData("people/ID/faces")]
    [InlineData("people/ID/consents")]
    [InlineData("webhooks/ID/deliveries")]
    public async Task What_looks_like_no_id_is_nobodys_everywhere(string path)
    {
        foreach (
            var id in new[]
            {
                "-1",
                "0",
                "9223372036854775808",
                "%7B0198a5e2-6c00-7000-8000-000000000001%7D",
                "1;drop",
                "1e3",
                "' OR 1=1",
            }
        )
        {
            Assert.Equal(
                (404, "not_found"),
                (await town.Baker.AskAsync(path.Replace("ID", id, StringComparison.Ordinal))).Brief
            );
        }
    }

    [Theory]
    [InlineData("people?sort=name;--", "external_id")]
    [InlineData("people?status=gone", "active, inactive, erased")]
    [InlineData("people?limit=0", "1 to 200")]
    [InlineData("punches?limit=201", "1 to 200")]
    [InlineData("punches?sort=PasswordHash", "person_id")]
    [InlineData("days?from=2026-03-01&to=2026-03-02&limit=-1", "1 to 200")]
    [InlineData("corrections?status=1", "pending, approved, refused, withdrawn")]
    [InlineData("corrections?limit=1000000000", "1 to 200")]
    public async Task A_query_is_refused_with_what_there_is(string path, string named)
    {
        var answer = await town.Baker.AskAsync(path);
        Assert.Equal((400, "query_invalid"), answer.Brief);
        Assert.Contains(named, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_deleted_organization_nothing_opens_and_neither_keys_nor_errors_are_shown()
    {
        var log = new LogText();
        await using var app = await FaceRekApp.StartAsync(
            "Production",
            builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Configuration["AllowedHosts"] = "*";
            }
        );
        var world = await World.CreateAsync(app);
        var created = Assert.IsType<ApiKeyOutcome.Created>(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<ApiKeyDesk>()
                        .CreateAsync(
                            new ApiKeyRequest("Leaked", ApiScope.OfKeys, [], null),
                            world.Ben.Id,
                            CancellationToken.None
                        )
            )
        );
        using var client = app.NewClient();
        await client.AskAsync($"people?api_key={created.Text}");
        foreach (var wrong in new[] { created.Text.ToLowerInvariant(), created.Text + "\n", created.Text[..^1] })
        {
            await client.PostAsync("token", new { grant_type = "api_key", api_key = wrong });
        }
        var token = (await client.PostAsync("token", new { grant_type = "api_key", api_key = created.Text }))
            .Json.GetProperty("access_token")
            .GetString()!;
        await client.CallAsync(HttpMethod.Get, "people", null, ("Authorization", $"Bearer {created.Text}"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(200, (await client.AskAsync("people")).Status);

        // The response of an internal error does not say what failed.
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE WebhookEndpoints RENAME TO Spoilt")
        );
        var broken = await client.AskAsync("webhooks");
        Assert.Equal((500, "broken", "application/problem+json"), (broken.Status, broken.Code, broken.MediaType));
        Assert.DoesNotMatch("SQLite|WebhookEndpoints|FaceRek|   at ", broken.Text);
        Assert.Contains("no such table", log.ToString(), StringComparison.Ordinal);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE Spoilt RENAME TO WebhookEndpoints")
        );

        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => await db.Organizations.Where(one => one.Id == world.Bakery.Id).ExecuteDeleteAsync()
        );
        Assert.Equal((401, "token_invalid"), (await client.AskAsync("people")).Brief);
        Assert.Equal(
            (401, "credentials_wrong"),
            (await client.PostAsync("token", new { grant_type = "api_key", api_key = created.Text })).Brief
        );
        Assert.DoesNotContain(created.Text[^43..^1], log.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token[^40..], log.ToString(), StringComparison.Ordinal);
    }

    private async Task<HttpClient> AdminAsync() =>
        town.WithToken((await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!);

    private IEnumerable<RouteEndpoint> Writes() =>
        town
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}".StartsWith(Prefix, StringComparison.Ordinal)
                && endpoint.Metadata.GetMetadata<ScopeNeeded>() is not null
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0] != "GET"
            );

    private static string Filled(RouteEndpoint endpoint) =>
        "/"
        + System
            .Text.RegularExpressions.Regex.Replace(
                endpoint.RoutePattern.RawText!,
                @"\{[^}]+\}",
                Guid.CreateVersion7().ToString()
            )
            .Trim('/');

    private static string WithoutTrace(ApiCalls.Answer answer) =>
        answer.Text[..answer.Text.IndexOf("trace_id", StringComparison.Ordinal)];

    private async Task<(Guid Endpoint, Guid Delivery)> SailorsWebhookAsync()
    {
        var added = await town.Sailor.PostAsync(
            "webhooks",
            new { url = "https://1.1.1.1/sailor", events = new[] { "punch.recorded" } }
        );
        Assert.True(added.Status == 201, added.Text);
        var id = added.Json.GetProperty("id").GetGuid();
        Assert.Equal(204, (await town.Sailor.CallAsync(HttpMethod.Post, $"webhooks/{id}/test")).Status);
        return (
            id,
            (await town.Sailor.AskAsync($"webhooks/{id}/deliveries"))
                .Json.GetProperty("items")[0]
                .GetProperty("id")
                .GetGuid()
        );
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(town.App.Address.Host, town.App.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        var (text, buffer) = (new StringBuilder(), new char[4_096]);
        while (
            !text.ToString().Contains("trace_id", StringComparison.Ordinal)
            && await reader.ReadAsync(buffer) is > 0 and var read
        )
        {
            text.Append(buffer, 0, read);
        }
        return text.ToString();
    }

    /// <summary>A string that never ends, in chunks without a declared length.</summary>
    private sealed class EndlessContent : HttpContent
    {
        private static readonly byte[] Piece = [.. Enumerable.Repeat((byte)'a', 64 * 1024)];

        public EndlessContent() => Headers.ContentType = new("application/json");

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync("{\"name\":\""u8.ToArray());
            while (Sent < 1_000_000_000)
            {
                await stream.WriteAsync(Piece);
                Sent += Piece.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

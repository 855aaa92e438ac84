using FaceRek.Core.ApiAccess;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>Rules for every call of the API, read from the application itself, so that a new call is checked as well.</summary>
public sealed class ApiContractTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Prefix = "/api/v1/";

    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private string? key;

    /// <summary>
    /// Method, address and scope; then whether its desk decides (desk) or it works while the organization is read-only
    /// (open), and its maximum body size where that is not the usual megabyte.
    /// </summary>
    private const string Table = """
        DELETE /api-keys/{keyId} keys:write open
        DELETE /models/trial models:write
        DELETE /people/{id} people:write open
        DELETE /people/{id}/consents consents:write open
        DELETE /people/{id}/faces/{faceId} faces:write open
        DELETE /webhooks/{endpointId} webhooks:write open
        GET /api-keys keys:read
        GET /consent-text consents:read
        GET /corrections corrections:read
        GET /days days:read
        GET /models models:read
        GET /models/in-force models:read
        GET /models/trial models:read
        GET /people people:read
        GET /people/{id} people:read
        GET /people/{id}/consents consents:read
        GET /people/{id}/faces faces:read
        GET /punches punches:read
        GET /punches/{punchId} punches:read
        GET /sandbox/bursts/{name} faces:match
        GET /sandbox/faces faces:match
        GET /sandbox/faces/{name} faces:match
        GET /usage usage:read
        GET /webhooks webhooks:read
        GET /webhooks/{endpointId} webhooks:read
        GET /webhooks/{endpointId}/deliveries webhooks:read
        POST /api-keys keys:write
        POST /challenges punches:write open
        POST /corrections corrections:write open
        POST /corrections/{correctionId}/decision corrections:write open
        POST /faces/detect faces:match open 21500000
        POST /faces/identify faces:match open 21500000
        POST /faces/verify faces:match open 43000000
        POST /models/in-force/rollback models:write
        POST /models/trial/promotion models:write
        POST /people people:write desk
        POST /people/{id}/consents consents:write open
        POST /people/{id}/faces faces:write desk 21500000
        POST /punches punches:write open 4100000
        POST /token
        POST /token/revoke
        POST /webhooks webhooks:write
        POST /webhooks/{endpointId}/deliveries/{deliveryId}/resend webhooks:write open
        POST /webhooks/{endpointId}/secret webhooks:write
        POST /webhooks/{endpointId}/test webhooks:write
        PUT /models/in-force models:write
        PUT /models/trial models:write
        PUT /people/{id} people:write desk
        PUT /webhooks/{endpointId} webhooks:write
        """;

    [Fact]
    public void Each_call_needs_its_scope_and_works_and_takes_what_it_should()
    {
        var found =
            from endpoint in Endpoints()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            let path = System.Text.RegularExpressions.Regex.Replace(
                "/" + endpoint.RoutePattern.RawText!.Trim('/')[(Prefix.Length - 1)..],
                @":[^}]+\}",
                "}"
            )
            let gate = endpoint.Metadata.GetMetadata<FaceRek.Web.Security.ReadOnlyAccessAttribute>()?.Gate
            select string.Join(
                ' ',
                new[]
                {
                    method,
                    path,
                    endpoint.Metadata.GetMetadata<ScopeNeeded>()?.Scope,
                    gate is null or FaceRek.Web.Security.ReadOnlyAccess.Settings
                        ? null
                        : gate.ToString()!.ToLowerInvariant(),
                    endpoint
                        .Metadata.GetMetadata<IRequestSizeLimitMetadata>()
                        ?.MaxRequestBodySize?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                }.Where(word => word is not null)
            );
        Assert.Equal(Table.ReplaceLineEndings("\n").Split('\n'), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_token_or_with_a_cookie_every_call_is_refused()
    {
        using var stranger = town.App.NewClient();
        using var owner = await town.World.ClientOfAsync(town.World.Ada);
        foreach (var (method, path, _) in Calls().Where(call => call.Scope is not null))
        {
            foreach (var client in new[] { stranger, owner })
            {
                var answer = await client.CallAsync(method, path, BodyFor(method));
                Assert.True(
                    answer.Brief == (401, "token_invalid")
                        && answer.Header("WWW-Authenticate")!.StartsWith("Bearer", StringComparison.Ordinal),
                    $"{method} {path}: {answer.Status} {answer.Text}"
                );
            }
        }
    }

    [Fact]
    public async Task Without_its_scope_every_call_is_refused_and_with_it_none_is_for_that()
    {
        foreach (var (method, path, scope) in Calls().Where(call => call.Scope is not null))
        {
            using var without = await LimitedAsync([.. ApiScope.OfKeys.Where(other => other != scope)]);
            var refused = await without.CallAsync(method, path, BodyFor(method));
            Assert.True(
                refused.Brief == (403, "scope_missing"),
                $"{method} {path} without {scope}: {refused.Status} {refused.Text}"
            );
            if (!ApiScope.OfKeys.Contains(scope))
            {
                continue;
            }
            using var with = await LimitedAsync([scope!]);
            // Without a person a challenge needs a second scope.
            var answer = await with.CallAsync(
                method,
                path,
                path.EndsWith("/challenges", StringComparison.Ordinal)
                    ? new { person_id = Guid.CreateVersion7() }
                    : BodyFor(method)
            );
            Assert.True(
                answer.Status is not (401 or 403 or >= 500),
                $"{method} {path} with {scope}: {answer.Status} {answer.Text}"
            );
        }
    }

    [Fact]
    public async Task Ids_of_another_organization_answer_like_unknown_ids()
    {
        foreach (
            var (method, path, _) in Calls(town.World.HarbourPerson.Id)
                .Where(call =>
                    ApiScope.OfKeys.Contains(call.Scope)
                    && call.Path.Contains(town.World.HarbourPerson.Id.ToString(), StringComparison.Ordinal)
                )
        )
        {
            var nobody = path.Replace(
                town.World.HarbourPerson.Id.ToString(),
                Guid.CreateVersion7().ToString(),
                StringComparison.Ordinal
            );
            var (foreign, unknown) = (await AskAsync(method, path), await AskAsync(method, nobody));
            Assert.True(
                foreign.Status == unknown.Status
                    && foreign.Status is 404 or 400
                    && Sayings(foreign) == Sayings(unknown),
                $"{method} {path}: {foreign.Text} {unknown.Text}"
            );
        }
        foreach (
            var body in new[]
            {
                """{"way":"pin","person_id":"ID","pin":"271828"}""",
                """{"way":"device","person_id":"ID","device":"a","event_id":"b","at":"2026-03-02T08:00:00Z"}""",
                """{"person_id":"ID"}""",
            }
        )
        {
            var path = body.Contains("way", StringComparison.Ordinal) ? "punches" : "challenges";
            Assert.Equal(
                (404, "not_found"),
                (
                    await town.Baker.PostAsync(
                        path,
                        body.Replace("ID", town.World.HarbourPerson.Id.ToString(), StringComparison.Ordinal)
                    )
                ).Brief
            );
        }
        Assert.Empty(
            (await town.Baker.AskAsync($"punches?person_id={town.World.HarbourPerson.Id}"))
                .Json.GetProperty("items")
                .EnumerateArray()
        );
        using var ben = town.WithToken(
            (await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!
        );
        var (theirKey, _) = await town.NewKeyAsync(town.World.Harbour, town.World.Olaf);
        Assert.Equal((404, "not_found"), (await ben.CallAsync(HttpMethod.Delete, $"api-keys/{theirKey}")).Brief);
        await town.App.InAsync(
            town.World.Harbour,
            async (FaceRekDb db) =>
                Assert.Equal(
                    "Hanna Harbour",
                    (await db.People.SingleAsync(person => person.Id == town.World.HarbourPerson.Id)).Name
                )
        );
    }

    [Theory]
    [InlineData("GET", "nonsense", 404, "not_found")]
    [InlineData("PATCH", "people", 405, "method_not_allowed")]
    [InlineData("GET", "faces/verify", 405, "method_not_allowed")]
    [InlineData("TRACE", "people", 405, "method_not_allowed")]
    [InlineData("GET", "/api", 404, "not_found")]
    [InlineData("GET", "/api/v2/people", 404, "not_found")]
    public async Task What_there_is_not_is_told_in_json(string method, string path, int status, string code)
    {
        var answer = await town.Baker.CallAsync(new HttpMethod(method), path);
        Assert.Equal((status, code, "application/problem+json"), (answer.Status, answer.Code, answer.MediaType));
        Assert.NotEmpty(answer.Json.GetProperty("trace_id").GetString()!);
        Assert.Equal($"urn:facerek:refusal:{code}", answer.Json.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("text/plain", null, 415, "media_type_unknown")]
    [InlineData("application/x-www-form-urlencoded", null, 415, "media_type_unknown")]
    [InlineData("application/json", "gzip", 415, "media_type_unknown")]
    public async Task A_body_of_another_kind_is_not_read(string type, string? encoding, int status, string code)
    {
        using var content = new ByteArrayContent("""{"name":"A"}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }
        Assert.Equal((status, code), (await town.Baker.CallAsync(HttpMethod.Post, "people", content)).Brief);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_not_read_to_its_end()
    {
        using var declared = new ByteArrayContent(new byte[1_000_001]);
        declared.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        Assert.Equal((413, "too_large"), (await town.Baker.CallAsync(HttpMethod.Post, "people", declared)).Brief);
    }

    [Fact]
    public async Task Answers_to_callers_are_kept_by_no_cache()
    {
        Assert.Contains(
            "no-store",
            (await town.Baker.AskAsync("people")).Header("Cache-Control"),
            StringComparison.Ordinal
        );
        using var stranger = town.App.NewClient();
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        Assert.Contains(
            "no-store",
            (await stranger.PostAsync("token", new { grant_type = "api_key", api_key = key })).Header("Cache-Control"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_write_that_names_itself_happens_once()
    {
        var first = await town.Baker.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-1"));
        var again = await town.Baker.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-1"));
        Assert.Equal(
            (201, first.Text, first.Header("Location"), first.Header("ETag"), "true"),
            (
                again.Status,
                again.Text,
                again.Header("Location"),
                again.Header("ETag"),
                again.Header("Idempotency-Replayed")
            )
        );
        Assert.Equal(
            (422, "idempotency_key_reused"),
            (await town.Baker.PostAsync("people", new { name = "Another" }, ("Idempotency-Key", "k-1"))).Brief
        );
        Assert.Equal(1, await CountAsync("Only Once"));

        // A refusal is stored as well, and other callers have separate keys.
        Assert.Equal(
            (400, "details_invalid"),
            (await town.Baker.PostAsync("people", new { name = "" }, ("Idempotency-Key", "k-2"))).Brief
        );
        Assert.Equal(
            "true",
            (await town.Baker.PostAsync("people", new { name = "" }, ("Idempotency-Key", "k-2"))).Header(
                "Idempotency-Replayed"
            )
        );
        Assert.Equal(
            201,
            (await town.Sailor.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-1"))).Status
        );
        using var colleague = await LimitedAsync([ApiScope.PeopleWrite]);
        Assert.Equal(
            201,
            (await colleague.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-1"))).Status
        );
    }

    [Fact]
    public async Task A_write_whose_answer_cannot_be_kept_is_answered_anyway_and_not_done_again()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var client = await SignedInAsync(app, world);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                await db.Database.ExecuteSqlAsync(
                    $"CREATE TRIGGER full BEFORE UPDATE ON IdempotentAnswers BEGIN SELECT RAISE(ABORT, 'no room'); END"
                )
        );

        Assert.Equal(
            201,
            (await client.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-full"))).Status
        );
        Assert.Equal(
            (409, "request_at_work"),
            (await client.PostAsync("people", new { name = "Only Once" }, ("Idempotency-Key", "k-full"))).Brief
        );
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) => Assert.Equal(1, await db.People.CountAsync(person => person.Name == "Only Once"))
        );
    }

    [Fact]
    public async Task What_was_refused_for_want_of_a_scope_goes_through_under_its_key_with_a_wider_token()
    {
        using var narrow = await LimitedAsync([ApiScope.PunchesWrite]);
        using var wide = await LimitedAsync([ApiScope.PunchesWrite, ApiScope.FacesMatch]);
        Assert.Equal(
            (403, "scope_missing"),
            (await narrow.PostAsync("challenges", new { }, ("Idempotency-Key", "k-scope"))).Brief
        );
        Assert.Equal(201, (await wide.PostAsync("challenges", new { }, ("Idempotency-Key", "k-scope"))).Status);
    }

    [Fact]
    public async Task Of_many_at_once_one_does_the_work_and_the_others_get_its_answer_or_wait()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => town.Baker.PostAsync("people", new { name = "Hasty" }, ("Idempotency-Key", "k-hasty")))
        );
        Assert.All(
            answers,
            answer => Assert.True(answer.Status == 201 || answer.Brief == (409, "request_at_work"), answer.Text)
        );
        Assert.Equal(1, await CountAsync("Hasty"));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
    }

    [Fact]
    public async Task A_form_sent_again_is_the_same_form_although_its_boundary_is_another()
    {
        using var one = Capture
            .Form()
            .WithFiles(
                "picture",
                [
                    [0xFF, 0xD8],
                ]
            );
        using var two = Capture
            .Form()
            .WithFiles(
                "picture",
                [
                    [0xFF, 0xD8],
                ]
            );
        var first = await town.Baker.CallAsync(HttpMethod.Post, "faces/identify", one, ("Idempotency-Key", "k-form"));
        var second = await town.Baker.CallAsync(HttpMethod.Post, "faces/identify", two, ("Idempotency-Key", "k-form"));
        Assert.Equal((400, first.Text, "true"), (second.Status, second.Text, second.Header("Idempotency-Replayed")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_key_of_idempotency_is_visible_ascii(string key) =>
        Assert.Equal(
            (400, "header_invalid"),
            (await town.Baker.PostAsync("people", new { name = "A" }, ("Idempotency-Key", key))).Brief
        );

    [Fact]
    public async Task What_is_kept_of_an_answer_is_sealed_and_goes_after_a_day()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var client = await SignedInAsync(app, world);
        await client.PostAsync("people", new { name = "Kept For A Day" }, ("Idempotency-Key", "k-day"));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
                Assert.DoesNotContain(
                    "Kept For A Day",
                    System.Text.Encoding.UTF8.GetString((await db.IdempotentAnswers.SingleAsync()).Sealed!),
                    StringComparison.Ordinal
                )
        );
        app.Clock.Advance(IdempotentAnswer.Kept);
        using var tomorrow = await SignedInAsync(app, world);
        Assert.Null(
            (await tomorrow.PostAsync("people", new { name = "Kept For A Day" }, ("Idempotency-Key", "k-day"))).Header(
                "Idempotency-Replayed"
            )
        );
    }

    [Fact]
    public async Task A_caller_has_a_number_of_calls_a_minute_and_is_told_how_many_are_left()
    {
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            (builder.Configuration["Api:CallsPerMinute"], builder.Configuration["Api:OrganizationCallsPerMinute"]) = (
                "3",
                "4"
            )
        );
        var world = await World.CreateAsync(app);
        using var client = await SignedInAsync(app, world);
        for (var left = 2; left >= 0; left--)
        {
            var answer = await client.AskAsync("people");
            Assert.Equal(
                (200, "3", $"{left}", "60"),
                (
                    answer.Status,
                    answer.Header("RateLimit-Limit"),
                    answer.Header("RateLimit-Remaining"),
                    answer.Header("RateLimit-Reset")
                )
            );
        }
        var spent = await client.AskAsync("people");
        Assert.Equal((429, "rate_limited", "60"), (spent.Status, spent.Code, spent.Header("Retry-After")));

        // Another key of the organization has one call left, and its third gets none.
        using var other = await SignedInAsync(app, world);
        Assert.Equal(
            (200, "4", "0"),
            (
                await other.AskAsync("people") is var one ? one.Status : 0,
                one.Header("RateLimit-Limit"),
                one.Header("RateLimit-Remaining")
            )
        );
        Assert.Equal(429, (await other.AskAsync("people")).Status);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await client.AskAsync("people")).Status);
    }

    [Fact]
    public async Task A_busy_database_is_told_as_busy()
    {
        ApiCalls.Answer answer = null!;
        // The token endpoint writes too, so the token is requested beforehand.
        Assert.Equal(200, (await town.Baker.AskAsync("people")).Status);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                await using var held = await db.Database.BeginTransactionAsync();
                answer = await town.Baker.PostAsync("people", new { name = "Waiting" });
            }
        );
        Assert.Equal((503, "busy"), answer.Brief);
        Assert.NotNull(answer.Header("Retry-After"));
    }

    [Fact]
    public void Every_call_says_what_it_is_for_and_what_it_refuses_by()
    {
        foreach (var endpoint in Endpoints())
        {
            Assert.NotNull(
                endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata>()
            );
            Assert.NotNull(endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.ITagsMetadata>());
        }
    }

    private static async Task<HttpClient> SignedInAsync(FaceRekApp app, World world)
    {
        var request = new ApiKeyRequest("Test", ApiScope.OfKeys, [], null);
        var created = (ApiKeyOutcome.Created)
            await app.InAsync(
                world.Bakery,
                services =>
                    services.GetRequiredService<ApiKeyDesk>().CreateAsync(request, world.Ben.Id, CancellationToken.None)
            );
        var client = app.NewClient();
        var token = (await client.PostAsync("token", new { grant_type = "api_key", api_key = created.Text }))
            .Json.GetProperty("access_token")
            .GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Restricts a token of the fixture's full-scope kind, because the number of keys is limited.</summary>
    private async Task<HttpClient> LimitedAsync(IReadOnlyList<string> scopes)
    {
        key ??= (await town.NewKeyAsync(town.World.Bakery, town.World.Ben)).Text;
        var wanted = string.Join(' ', scopes);
        if (!tokens.TryGetValue(wanted, out var token))
        {
            using var stranger = town.App.NewClient();
            tokens[wanted] = token = (
                await stranger.PostAsync(
                    "token",
                    new
                    {
                        grant_type = "api_key",
                        api_key = key,
                        scope = wanted,
                    }
                )
            ).Json.GetProperty("access_token").GetString()!;
        }
        return town.WithToken(token);
    }

    private static string? BodyFor(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Delete ? null : "{}";

    private Task<ApiCalls.Answer> AskAsync(HttpMethod method, string path) =>
        town.Baker.CallAsync(
            method,
            path,
            (method.Method, path.Split('/')[^1]) switch
            {
                ("PUT", _) => """{"name":"Mallory"}""",
                ("POST", "consents") => """{"text_version":1,"statement":"x"}""",
                ("POST", "faces") => $$"""{"picture":"{{Convert.ToBase64String(Capture.Frame(3, 1))}}"}""",
                _ => BodyFor(method),
            }
        );

    private static string Sayings(ApiCalls.Answer answer) =>
        answer.Text[..answer.Text.IndexOf("trace_id", StringComparison.Ordinal)];

    private IEnumerable<(HttpMethod Method, string Path, string? Scope)> Calls(Guid? id = null) =>
        from endpoint in Endpoints()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (
            new HttpMethod(method),
            Filled(endpoint.RoutePattern.RawText!, id ?? Guid.CreateVersion7()),
            endpoint.Metadata.GetMetadata<ScopeNeeded>()?.Scope
        );

    private IEnumerable<RouteEndpoint> Endpoints() =>
        town
            .App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}".StartsWith(Prefix, StringComparison.Ordinal)
            );

    private static string Filled(string route, Guid id) =>
        "/" + System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]+\}", id.ToString()).Trim('/');

    private async Task<int> CountAsync(string name)
    {
        var count = 0;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => count = await db.People.CountAsync(person => person.Name == name)
        );
        return count;
    }
}

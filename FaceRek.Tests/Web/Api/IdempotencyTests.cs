using FaceRek.Core.ApiAccess;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>One key for one write of one caller: a repeated request gets the same response, and no other request does.</summary>
public sealed class IdempotencyTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Replayed = "Idempotency-Replayed";
    private static readonly CancellationToken Whatever = CancellationToken.None;

    [Fact]
    public async Task No_one_is_given_the_answer_of_another_caller_under_the_same_name()
    {
        var first = await AddAsync(town.Baker, "Only Mine", "k-shared");
        Assert.Equal((201, null), (first.Status, first.Header(Replayed)));
        using var colleague = await town.ClientAsync(town.World.Bakery, town.World.Ben, ApiScope.PeopleWrite);
        using var ada = town.WithToken(
            (await town.SignInAsync(town.World.Ada)).GetProperty("access_token").GetString()!
        );
        using var ben = town.WithToken(
            (await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!
        );
        var ids = new HashSet<Guid> { Id(first) };
        foreach (var client in (HttpClient[])[colleague, ada, ben, town.Sailor])
        {
            var own = await AddAsync(client, "Only Mine", "k-shared");
            Assert.Equal((201, null), (own.Status, own.Header(Replayed)));
            Assert.True(ids.Add(Id(own)));
            var again = await AddAsync(client, "Only Mine", "k-shared");
            Assert.Equal((201, "true", own.Text), (again.Status, again.Header(Replayed), again.Text));
        }
        // A user who signs in twice is one caller.
        using var benAgain = town.WithToken(
            (await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!
        );
        Assert.Equal("true", (await AddAsync(benAgain, "Only Mine", "k-shared")).Header(Replayed));
        // And another token of the same key.
        var (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        using var one = town.WithToken(await town.TokenAsync(key));
        using var two = town.WithToken(await town.TokenAsync(key));
        var made = await AddAsync(one, "Only Mine", "k-tokens");
        var repeated = await AddAsync(two, "Only Mine", "k-tokens");
        Assert.Equal((made.Text, "true"), (repeated.Text, repeated.Header(Replayed)));
    }

    [Fact]
    public async Task Another_request_under_the_same_name_is_refused_whatever_part_of_it_is_another()
    {
        var id = await town.Baker.AddPersonAsync("Named");
        var other = await town.Baker.AddPersonAsync("Other");
        var etag = (await town.Baker.AskAsync($"people/{id}")).Header("ETag")!;
        var body = new { name = "Renamed" };
        var first = await PutAsync($"people/{id}", body, etag);
        Assert.Equal((200, null), (first.Status, first.Header(Replayed)));
        foreach (
            var answer in (ApiCalls.Answer[])
                [
                    await PutAsync($"people/{id}", new { name = "Renamed otherwise" }, etag),
                    await PutAsync($"people/{other}", body, etag),
                    await PutAsync($"people/{id}", body, "\"99\""),
                    await PutAsync($"people/{id}", body, null),
                    await PutAsync($"people/{id}?model=classic", body, etag),
                    await town.Baker.CallAsync(
                        HttpMethod.Delete,
                        $"people/{id}",
                        null,
                        ("If-Match", etag),
                        ("Idempotency-Key", "k-parts")
                    ),
                    await town.Baker.CallAsync(
                        HttpMethod.Post,
                        $"people/{id}/consents",
                        body,
                        ("If-Match", etag),
                        ("Idempotency-Key", "k-parts")
                    ),
                ]
        )
        {
            Assert.Equal((422, "idempotency_key_reused"), answer.Brief);
            Assert.Null(answer.Header(Replayed));
        }
        // The first response is repeated, although the person has another revision by now.
        var again = await PutAsync($"people/{id}", body, etag);
        Assert.Equal(
            (200, "true", first.Text, first.Header("ETag")),
            (again.Status, again.Header(Replayed), again.Text, again.Header("ETag"))
        );
        Assert.Equal("Renamed", (await town.Baker.AskAsync($"people/{id}")).Json.GetProperty("name").GetString());
        Assert.Equal("active", (await town.Baker.AskAsync($"people/{other}")).Json.GetProperty("status").GetString());

        Task<ApiCalls.Answer> PutAsync(string path, object what, string? match) =>
            town.Baker.CallAsync(
                HttpMethod.Put,
                path,
                what,
                [("Idempotency-Key", "k-parts"), .. match is null ? [] : ((string, string)[])[("If-Match", match)]]
            );
    }

    [Fact]
    public async Task Reads_are_not_kept_and_a_name_has_at_most_255_visible_characters()
    {
        var id = await town.Baker.AddPersonAsync("Read");
        foreach (var _ in (int[])[1, 2])
        {
            Assert.Null(
                (
                    await town.Baker.CallAsync(HttpMethod.Get, $"people/{id}", null, ("Idempotency-Key", "k-read"))
                ).Header(Replayed)
            );
        }
        Assert.Equal(201, (await AddAsync(town.Baker, "Long", new string('k', 255))).Status);
        foreach (var name in (string[])[new string('k', 256), "k k", "k\u007f"])
        {
            Assert.Equal((400, "header_invalid"), (await AddAsync(town.Baker, "Long", name)).Brief);
        }
        Assert.Equal(
            (400, "header_invalid"),
            (
                await town.Baker.CallAsync(
                    HttpMethod.Post,
                    "people",
                    new { name = "Two" },
                    ("Idempotency-Key", "a"),
                    ("Idempotency-Key", "b")
                )
            ).Brief
        );
        Assert.Equal(201, (await AddAsync(town.Baker, "Edges", "!~")).Status);
    }

    [Fact]
    public async Task What_was_refused_for_want_of_payment_goes_through_once_it_is_paid()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var key = await KeyAsync(app, world);
        app.Clock.Advance(FaceRek.Core.Billing.Plans.PlanCatalogue.TrialLength);
        using var later = await ClientAsync(app, key);
        for (var number = 0; number < 4; number++)
        {
            Assert.Equal(201, (await AddAsync(later, $"Free {number}", $"k-free-{number}")).Status);
        }
        Assert.Equal((402, "plan_full"), (await AddAsync(later, "Paid", "k-paid")).Brief);
        await world.SubscribeAsync(world.Bakery, FaceRek.Core.Billing.Plans.PlanCatalogue.Team);
        var paid = await AddAsync(later, "Paid", "k-paid");
        Assert.Equal((201, null), (paid.Status, paid.Header(Replayed)));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task A_first_request_that_never_ended_is_over_after_a_minute(int ticks, bool isOver)
    {
        var (entry, store) = (NewEntry(), Book());
        Assert.IsType<IdempotencyStore.Beginning.First>(await store.BeginAsync(entry, Whatever));
        Assert.IsType<IdempotencyStore.Beginning.AtWork>(await store.BeginAsync(entry, Whatever));
        await AgeAsync(entry, IdempotentAnswer.MaxWorkTime + TimeSpan.FromTicks(ticks));
        Assert.Equal(isOver, await store.BeginAsync(entry, Whatever) is IdempotencyStore.Beginning.First);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task An_answer_is_kept_for_a_day(int ticks, bool isOver)
    {
        var (entry, store) = (NewEntry(), Book());
        await store.BeginAsync(entry, Whatever);
        var answer = new StoredResponse(201, "application/json", "/here", "\"1\"", [1, 2, 3]);
        await store.KeepAsync(entry, answer, Whatever);
        var kept = Assert.IsType<IdempotencyStore.Beginning.Answered>(await store.BeginAsync(entry, Whatever)).Answer;
        Assert.Equal(
            (201, "application/json", "/here", "\"1\""),
            (kept.Status, kept.ContentType, kept.Location, kept.ETag)
        );
        Assert.Equal([1, 2, 3], kept.Body);
        // A stored response is not removed by a request that believes it failed.
        await store.ForgetAsync(entry, Whatever);
        await AgeAsync(entry, IdempotentAnswer.Kept + TimeSpan.FromTicks(ticks));
        Assert.Equal(isOver, await store.BeginAsync(entry, Whatever) is IdempotencyStore.Beginning.First);
    }

    [Fact]
    public async Task A_name_belongs_to_one_request_of_one_caller_of_one_organization()
    {
        var (entry, store) = (NewEntry(), Book());
        await store.BeginAsync(entry, Whatever);
        Assert.IsType<IdempotencyStore.Beginning.OtherRequest>(
            await store.BeginAsync(entry with { RequestHash = [.. entry.RequestHash.Reverse()] }, Whatever)
        );
        Assert.IsType<IdempotencyStore.Beginning.First>(
            await store.BeginAsync(entry with { CallerId = Guid.CreateVersion7() }, Whatever)
        );
        Assert.IsType<IdempotencyStore.Beginning.First>(
            await store.BeginAsync(entry with { Key = entry.Key + "x" }, Whatever)
        );
        Assert.IsType<IdempotencyStore.Beginning.First>(
            await store.BeginAsync(entry with { Organization = town.World.Harbour }, Whatever)
        );
        await store.ForgetAsync(entry, Whatever);
        Assert.IsType<IdempotencyStore.Beginning.First>(await store.BeginAsync(entry, Whatever));
    }

    /// <summary>A key has 256 bits; this only limits the cost of guessing. Twenty at once, and one more every three seconds.</summary>
    [Fact]
    public async Task Of_keys_that_are_guessed_twenty_are_looked_at_and_the_twenty_first_waits()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        var key = await KeyAsync(app, world);
        using var stranger = app.NewClient();
        // A correct key is not a guess, however often it is used.
        for (var call = 0; call < 25; call++)
        {
            Assert.Equal(200, (await GrantAsync(key)).Status);
        }
        for (var guess = 0; guess < 20; guess++)
        {
            Assert.Equal((401, "credentials_wrong"), (await GrantAsync("frk_live_wrong")).Brief);
        }
        var waits = await GrantAsync("frk_live_wrong");
        Assert.Equal((429, "rate_limited", "3"), (waits.Status, waits.Code, waits.Header("Retry-After")));
        Assert.Equal(429, (await GrantAsync(key)).Status);
        app.Clock.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromTicks(1));
        Assert.Equal(429, (await GrantAsync(key)).Status);
        app.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(200, (await GrantAsync(key)).Status);
        Assert.Equal(401, (await GrantAsync("frk_live_wrong")).Status);
        Assert.Equal(429, (await GrantAsync(key)).Status);

        Task<ApiCalls.Answer> GrantAsync(string text) =>
            stranger.PostAsync("token", new { grant_type = "api_key", api_key = text });
    }

    private IdempotencyStore Book() => town.App.Services.GetRequiredService<IdempotencyStore>();

    private IdempotencyStore.Entry NewEntry() =>
        new(town.World.Bakery, Guid.CreateVersion7(), "k", [.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    /// <summary>Makes a just started request this old.</summary>
    private Task AgeAsync(IdempotencyStore.Entry entry, TimeSpan age)
    {
        var started = town.App.Clock.GetUtcNow() - age;
        return town.App.InAsync(
            town.World.Bakery,
            (FaceRekDb db) =>
                db
                    .IdempotentAnswers.Where(row => row.CallerId == entry.CallerId)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.StartedAt, started))
        );
    }

    private static async Task<string> KeyAsync(FaceRekApp app, World world) =>
        Assert
            .IsType<ApiKeyOutcome.Created>(
                await app.InAsync(
                    world.Bakery,
                    services =>
                        services
                            .GetRequiredService<ApiKeyDesk>()
                            .CreateAsync(new ApiKeyRequest("Test", ApiScope.OfKeys, [], null), world.Ben.Id, Whatever)
                )
            )
            .Text;

    private static async Task<HttpClient> ClientAsync(FaceRekApp app, string key)
    {
        var client = app.NewClient();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await client.PostAsync("token", new { grant_type = "api_key", api_key = key }))
                .Json.GetProperty("access_token")
                .GetString()
        );
        return client;
    }

    private static Task<ApiCalls.Answer> AddAsync(HttpClient client, string name, string key) =>
        client.PostAsync("people", new { name }, ("Idempotency-Key", key));

    private static Guid Id(ApiCalls.Answer answer) => answer.Json.GetProperty("id").GetGuid();
}

using System.Text.Json;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>
/// An integrator's build: the whole flow over HTTP with only the pictures of the sandbox. Nothing here draws a face
/// itself.
/// </summary>
public sealed class SandboxApiTests(ApiFixture town) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string Page = "/bakery/settings/sandbox";
    private static readonly string[] Names = ["anna", "ben", "cleo"];

    private HttpClient baker = null!;

    /// <summary>Each test starts with an organization that is not a sandbox and where no one is enrolled.</summary>
    public async ValueTask InitializeAsync()
    {
        // Other tests moved the clock, and tokens are valid for ten minutes.
        baker = await town.ClientAsync(town.World.Bakery, town.World.Ben);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                foreach (var person in await db.FaceTemplates.Select(row => row.PersonId).Distinct().ToListAsync())
                {
                    await db.FaceTemplates.Where(row => row.PersonId == person).ExecuteDeleteAsync();
                    await db.NoteFacesChangedAsync(town.World.Bakery.Id, person, CancellationToken.None);
                }
            }
        );
        await SetAsync(LivenessLevel.Off, "classic", isSandbox: false);
    }

    public ValueTask DisposeAsync()
    {
        baker.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_program_goes_the_whole_way_with_drawn_faces_and_the_engine_decides()
    {
        await SwitchAsync(on: true);
        await SetAsync(LivenessLevel.Passive, "classic", isSandbox: true);
        Assert.Equal(
            Names,
            Items(await baker.AskAsync("sandbox/faces"))
                .Where(face => face.GetProperty("has_bursts").GetBoolean())
                .Select(face => face.GetProperty("name").GetString())
        );

        var people = new Dictionary<string, Guid>();
        foreach (var name in Names)
        {
            people[name] = await EnrolledAsync(name);
        }
        foreach (var name in Names)
        {
            var picture = await PictureAsync(name, 40);
            foreach (var other in Names)
            {
                var verified = await baker.PostAsync("faces/verify", new { person_id = people[other], picture });
                Assert.Equal(
                    (name, other, name == other ? "match" : "unknown"),
                    (name, other, verified.Json.GetProperty("decision").GetString())
                );
            }
            var who = await baker.PostAsync("faces/identify", new { picture });
            Assert.Equal(
                ("match", people[name]),
                (who.Json.GetProperty("decision").GetString(), who.Json.GetProperty("person_id").GetGuid())
            );
        }

        var burst = await BurstAsync("anna", await ChallengeAsync(people["anna"]));
        var first = await PunchAsync(people["anna"], burst);
        Assert.True(first.Status == 201, first.Text);
        Assert.Equal(
            ("in", "face"),
            (first.Json.GetProperty("direction").GetString(), first.Json.GetProperty("way").GetString())
        );
        Assert.Equal((409, "challenge_used"), (await PunchAsync(people["anna"], burst)).Brief);
        Assert.Equal(
            (409, "challenge_used"),
            (await baker.AskAsync($"sandbox/bursts/anna?challenge={burst.GetProperty("challenge").GetString()}")).Brief
        );

        // The same pictures for another challenge are a replay, and Ben is not Anna.
        Assert.Equal(
            (422, "not_live"),
            (await PunchAsync(people["anna"], burst, await ChallengeAsync(people["anna"]))).Brief
        );
        Assert.Equal(
            (422, "not_recognised"),
            (await PunchAsync(people["anna"], await BurstAsync("ben", await ChallengeAsync(people["anna"])))).Brief
        );

        town.App.Clock.Advance(TimeSpan.FromMinutes(2));
        var left = await PunchAsync(people["anna"], await BurstAsync("anna", await ChallengeAsync(people["anna"])));
        Assert.True(left.Status == 201, left.Text);
        Assert.Equal("out", left.Json.GetProperty("direction").GetString());
        var today = $"{town.App.Clock.GetUtcNow():yyyy-MM-dd}";
        Assert.Equal(
            people["anna"],
            Assert
                .Single(Items(await baker.AskAsync($"days?from={today}&to={today}&person_id={people["anna"]}")))
                .GetProperty("person_id")
                .GetGuid()
        );
    }

    [Fact]
    public async Task Pictures_that_are_refused_are_refused_for_what_the_list_says()
    {
        await SwitchAsync(on: true);
        var refused = Items(await baker.AskAsync("sandbox/faces"))
            .Where(face => !face.GetProperty("has_bursts").GetBoolean())
            .ToList();
        Assert.Equal(
            ["blurred", "dark", "two-people", "nobody"],
            refused.Select(face => face.GetProperty("name").GetString())
        );
        foreach (var face in refused)
        {
            var name = face.GetProperty("name").GetString()!;
            foreach (var moment in new[] { 1, 50, ScriptedFace.Moments })
            {
                var answer = await baker.PostAsync(
                    "faces/identify",
                    new { picture = await PictureAsync(name, moment) }
                );
                Assert.Equal(422, answer.Status);
                Assert.EndsWith($": {answer.Code}.", face.GetProperty("shows").GetString(), StringComparison.Ordinal);
            }
            Assert.Equal((404, "not_found"), (await baker.AskAsync($"sandbox/bursts/{name}?challenge=x")).Brief);
        }
        Assert.Equal(
            "blurred",
            (await baker.PostAsync("faces/identify", new { picture = await PictureAsync("blurred", 1) }))
                .Json.GetProperty("reasons")[0]
                .GetString()
        );
        Assert.Equal(
            "too_dark",
            (await baker.PostAsync("faces/identify", new { picture = await PictureAsync("dark", 1) }))
                .Json.GetProperty("reasons")[0]
                .GetString()
        );
    }

    [Theory]
    [InlineData("faces/eve", 404, "not_found")]
    [InlineData("faces/Anna", 404, "not_found")]
    [InlineData("faces/anna?moment=0", 400, "query_invalid")]
    [InlineData("faces/anna?moment=100", 400, "query_invalid")]
    [InlineData("faces/anna?moment=many", 400, "query_invalid")]
    [InlineData("faces/anna?seed=3", 400, "query_invalid")]
    [InlineData("bursts/anna", 400, "query_invalid")]
    [InlineData("bursts/anna?challenge=none", 404, "not_found")]
    public async Task What_the_sandbox_does_not_have_is_refused(string path, int status, string code)
    {
        await SetAsync(LivenessLevel.Off, "classic", isSandbox: true);
        Assert.Equal((status, code), (await baker.AskAsync($"sandbox/{path}")).Brief);
    }

    [Fact]
    public async Task A_burst_is_filmed_for_the_caller_of_the_challenge_only_and_in_time()
    {
        await SetAsync(LivenessLevel.Off, "classic", isSandbox: true);
        var challenge = await ChallengeAsync(await baker.AddPersonAsync("Anna"));
        using var colleague = await town.ClientAsync(town.World.Bakery, town.World.Ben);
        Assert.Equal(
            (404, "not_found"),
            (await colleague.AskAsync($"sandbox/bursts/anna?challenge={challenge}")).Brief
        );
        town.App.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(
            (410, "challenge_late"),
            (await baker.AskAsync($"sandbox/bursts/anna?challenge={challenge}")).Brief
        );
    }

    [Theory]
    [InlineData("sandbox/faces")]
    [InlineData("sandbox/faces/anna")]
    [InlineData("sandbox/bursts/anna?challenge=none")]
    public async Task An_organization_that_is_no_sandbox_is_given_no_faces(string path)
    {
        await SetAsync(LivenessLevel.Off, "classic", isSandbox: true);
        Assert.Equal((404, "no_sandbox"), (await town.Sailor.AskAsync(path)).Brief);
    }

    [Fact]
    public async Task An_owner_switches_while_no_one_is_enrolled_and_every_page_says_so()
    {
        using var ada = await town.World.ClientOfAsync(town.World.Ada);
        Assert.DoesNotContain("Faces here are drawn", await ReadAsync(ada, "/bakery"), StringComparison.Ordinal);
        await SwitchAsync(on: true);
        Assert.Contains("Faces here are drawn", await ReadAsync(ada, "/bakery"), StringComparison.Ordinal);

        // Drawn faces must not work in a real organization.
        var anna = await EnrolledAsync("anna");
        Assert.Contains(
            "People with faces enrolled here: 1.",
            await SwitchAsync(on: false, expected: true),
            StringComparison.Ordinal
        );
        Assert.Equal(204, (await baker.CallAsync(HttpMethod.Delete, $"people/{anna}")).Status);
        await SwitchAsync(on: false);

        // And real ones are not mixed with drawn ones.
        await town.App.EnrolAsync(town.World.Bakery, town.World.EvePerson, town.World.Eve, Capture.EveFace);
        Assert.Contains(
            "Nothing was changed, because faces are enrolled here (people: 1).",
            await SwitchAsync(on: true, expected: false),
            StringComparison.Ordinal
        );
        Assert.Equal((404, "no_sandbox"), (await baker.AskAsync("sandbox/faces")).Brief);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    ["sandbox", "no sandbox"],
                    await db
                        .AuditEntries.Where(entry => entry.Before == "sandbox" || entry.Before == "no sandbox")
                        .OrderByDescending(entry => entry.Id)
                        .Take(2)
                        .OrderBy(entry => entry.Id)
                        .Select(entry => entry.After!)
                        .ToListAsync()
                )
        );
    }

    [Fact]
    public async Task With_a_network_the_burst_makes_the_moves_that_the_challenge_asks_for()
    {
        SharedPacks.SkipWhereAbsent();
        var store = town.App.Services.GetRequiredService<ModelStore>();
        foreach (var pack in new[] { "yunet.json", "mobilefacenet.json" })
        {
            await store.ImportAsync(SharedPacks.Manifest(pack), TestContext.Current.CancellationToken);
        }
        town.App.Services.GetRequiredService<FaceModels>().Refresh();
        await SetAsync(LivenessLevel.Active, "mobilefacenet", isSandbox: true);
        var person = await EnrolledAsync("anna");
        for (var time = 1; time <= 3; time++)
        {
            var burst = await BurstAsync("anna", await ChallengeAsync(person));
            Assert.Equal(2, burst.GetProperty("moves").GetArrayLength());
            var punched = await PunchAsync(person, burst);
            Assert.True(punched.Status == 201, $"{burst.GetProperty("moves")}: {punched.Text}");
            town.App.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        // Eight pictures of a person at rest show no move.
        var (challenge, still) = (
            await ChallengeAsync(person),
            await Task.WhenAll(Enumerable.Range(60, 8).Select(moment => PictureAsync("anna", moment)))
        );
        var refused = await baker.PostAsync(
            "punches",
            new
            {
                way = "face",
                person_id = person,
                challenge,
                pictures = still,
                times = Enumerable.Range(0, 8).Select(i => 200 * i),
            }
        );
        Assert.Equal((422, "not_live"), refused.Brief);
    }

    private async Task<Guid> EnrolledAsync(string name)
    {
        var id = await baker.AddPersonAsync(name);
        var version = (await baker.AskAsync("consent-text")).Json.GetProperty("version").GetInt32();
        Assert.Equal(
            201,
            (
                await baker.PostAsync(
                    $"people/{id}/consents",
                    new { text_version = version, statement = "A drawing has no objections." }
                )
            ).Status
        );
        for (var moment = 1; moment <= 3; moment++)
        {
            var added = await baker.PostAsync($"people/{id}/faces", new { picture = await PictureAsync(name, moment) });
            Assert.True(added.Status == 201, $"{name} {moment}: {added.Text}");
        }
        return id;
    }

    private async Task<string> PictureAsync(string name, int moment)
    {
        using var response = await baker.GetAsync(
            new Uri($"/api/v1/sandbox/faces/{name}?moment={moment}", UriKind.Relative)
        );
        Assert.Equal((200, "image/jpeg"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<string> ChallengeAsync(Guid person) =>
        (await baker.PostAsync("challenges", new { person_id = person })).Json.GetProperty("id").GetString()!;

    private async Task<JsonElement> BurstAsync(string name, string challenge)
    {
        var answer = await baker.AskAsync($"sandbox/bursts/{name}?challenge={challenge}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private Task<ApiCalls.Answer> PunchAsync(Guid person, JsonElement burst, string? challenge = null) =>
        baker.PostAsync(
            "punches",
            new
            {
                way = "face",
                person_id = person,
                challenge = challenge ?? burst.GetProperty("challenge").GetString(),
                pictures = burst.GetProperty("pictures"),
                times = burst.GetProperty("times"),
            }
        );

    /// <returns>The page as the owner sees it then.</returns>
    private async Task<string> SwitchAsync(bool on, bool? expected = null)
    {
        using var ada = await town.World.ClientOfAsync(town.World.Ada);
        using var answer = await ada.SubmitAsync(Page, new() { ["on"] = on ? "true" : "false" });
        Assert.Equal(Page, answer.Headers.Location?.OriginalString);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(
                    expected ?? on,
                    (await db.Organizations.SingleAsync(one => one.Id == town.World.Bakery.Id)).IsSandbox
                )
        );
        return await ReadAsync(ada, Page);
    }

    private Task SetAsync(LivenessLevel level, string model, bool isSandbox)
    {
        (town.World.Bakery.Liveness, town.World.Bakery.FaceModel, town.World.Bakery.IsSandbox) = (
            level,
            model,
            isSandbox
        );
        return town.App.InAsync(
            town.World.Bakery,
            (FaceRekDb db) =>
                db
                    .Organizations.Where(one => one.Id == town.World.Bakery.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(one => one.Liveness, level)
                            .SetProperty(one => one.FaceModel, model)
                            .SetProperty(one => one.IsSandbox, isSandbox)
                    )
        );
    }

    private static JsonElement.ArrayEnumerator Items(ApiCalls.Answer answer) =>
        answer.Json.GetProperty("items").EnumerateArray();

    private static Task<string> ReadAsync(HttpClient client, string path) =>
        client.GetStringAsync(new Uri(path, UriKind.Relative));
}

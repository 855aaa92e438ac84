using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>A change of model through the API: tried, evaluated, activated and rolled back.</summary>
public sealed class ModelTrialApiTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Network = "mobilefacenet";

    [Fact]
    public async Task A_model_runs_alongside_the_active_one_is_activated_and_rolled_back()
    {
        SharedPacks.SkipWhereAbsent();
        await town.Baker.AskAsync("consent-text");
        await town.App.EnrolEveAsync(town.World);
        var store = town.App.Services.GetRequiredService<ModelStore>();
        foreach (var pack in new[] { "yunet.json", "mobilefacenet.json" })
        {
            await store.ImportAsync(SharedPacks.Manifest(pack), TestContext.Current.CancellationToken);
        }
        await town.Baker.AskAsync("models");

        var started = await town.Baker.CallAsync(HttpMethod.Put, "models/trial", new { name = Network });
        Assert.True(started.Status == 200, started.Text);
        Assert.Equal(($"{Network}/y1", 3, 0, 1), Progress(started));
        Assert.Equal((404, "no_trial"), (await town.Sailor.AskAsync("models/trial")).Brief);
        var refused = await town.Baker.PostAsync("models/trial/promotion", new { });
        Assert.Equal((409, "people_missing"), refused.Brief);

        await town.App.Services.GetRequiredService<ModelMigrationJob>().RunAsync(CancellationToken.None);
        Assert.Equal(($"{Network}/y1", 3, 3, 0), Progress(await town.Baker.AskAsync("models/trial")));
        await ScoreAsync();
        var shadow = (await town.Baker.AskAsync("models/trial")).Json.GetProperty("shadow");
        Assert.Equal((1, 1), (shadow.GetProperty("frames").GetInt32(), shadow.GetProperty("both_accept").GetInt32()));
        Assert.Equal("classic", await InForceAsync());
        await AssertReadsTakeAModelAsync($"people/{town.World.EvePerson.Id}");

        var promoted = await town.Baker.PostAsync("models/trial/promotion", new { });
        Assert.Equal(
            (200, Network, 0),
            (
                promoted.Status,
                promoted.Json.GetProperty("model").GetString(),
                promoted.Json.GetProperty("left_behind").GetInt32()
            )
        );
        Assert.Equal(Network, await InForceAsync());
        Assert.Equal(
            "classic",
            (await town.Baker.PostAsync("models/in-force/rollback", new { })).Json.GetProperty("name").GetString()
        );
        Assert.Equal("classic", await InForceAsync());

        Assert.Equal(200, (await town.Baker.CallAsync(HttpMethod.Put, "models/trial", new { name = Network })).Status);
        Assert.Equal(204, (await town.Baker.CallAsync(HttpMethod.Delete, "models/trial")).Status);
        Assert.Equal((404, "no_trial"), (await town.Baker.CallAsync(HttpMethod.Delete, "models/trial")).Brief);
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var lines = await db
                    .AuditEntries.Where(entry => entry.What.StartsWith("model"))
                    .OrderBy(entry => entry.Id)
                    .ToListAsync();
                Assert.Equal(
                    [
                        ("model-trial.started", null, Network),
                        ("model.changed", "classic", Network),
                        ("model.changed", Network, "classic"),
                        ("model-trial.started", null, Network),
                        ("model-trial.stopped", Network, null),
                    ],
                    lines.Select(line => (line.What, line.Before, line.After))
                );
                Assert.All(lines, line => Assert.Equal((null, "Test"), (line.ByUserId, line.By)));
            }
        );
    }

    [Theory]
    [InlineData("GET", "models/trial", null, 404, "no_trial")]
    [InlineData("DELETE", "models/trial", null, 404, "no_trial")]
    [InlineData("PUT", "models/trial", """{"name":"classic"}""", 409, "model_in_force")]
    [InlineData("PUT", "models/trial", """{"name":"nothing"}""", 422, "model_unknown")]
    [InlineData("PUT", "models/trial", """{"name":"../classic"}""", 422, "model_unknown")]
    [InlineData("PUT", "models/trial", """{"name":""}""", 422, "model_unknown")]
    [InlineData("PUT", "models/trial", """{"name":null}""", 400, "body_invalid")]
    [InlineData("PUT", "models/trial", """{}""", 400, "body_invalid")]
    [InlineData("POST", "models/trial/promotion", """{}""", 404, "no_trial")]
    [InlineData("POST", "models/trial/promotion", """{"leave_behind":"true"}""", 400, "body_invalid")]
    [InlineData("POST", "models/in-force/rollback", null, 409, "no_previous_model")]
    public async Task What_cannot_be_done_is_refused_and_changes_nothing(
        string method,
        string path,
        string? body,
        int status,
        string code
    )
    {
        Assert.Equal((status, code), (await town.Sailor.CallAsync(new HttpMethod(method), path, body)).Brief);
        await town.App.InAsync(
            town.World.Harbour,
            async (FaceRekDb db) =>
            {
                var harbour = await db.Organizations.SingleAsync(one => one.Id == town.World.Harbour.Id);
                Assert.Equal(
                    ("classic", null, null),
                    (harbour.FaceModel, harbour.CandidateModel, harbour.PreviousModel)
                );
                Assert.False(await db.AuditEntries.AnyAsync(entry => entry.What.StartsWith("model")));
            }
        );
    }

    [Fact]
    public async Task An_organization_that_can_only_be_read_keeps_its_model()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var ben = app.NewClient();
        app.Clock.Advance(TimeSpan.FromDays(40));
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                db.AddRange(
                    Enumerable
                        .Range(0, 6)
                        .Select(number => new Person
                        {
                            OrganizationId = world.Bakery.Id,
                            Name = $"Baker {number}",
                            CreatedAt = app.Clock.GetUtcNow(),
                        })
                );
                await db.SaveChangesAsync();
            }
        );
        var signedIn = await ben.PostAsync(
            "token",
            new
            {
                grant_type = "password",
                email = world.Ben.Email,
                password = World.Password,
                organization = "bakery",
            }
        );
        ben.DefaultRequestHeaders.Authorization = new("Bearer", signedIn.Json.GetProperty("access_token").GetString());
        foreach (
            var (method, path, body) in new[]
            {
                (HttpMethod.Put, "models/in-force", """{"name":"classic"}"""),
                (HttpMethod.Put, "models/trial", """{"name":"sface"}"""),
                (HttpMethod.Post, "models/trial/promotion", "{}"),
                (HttpMethod.Post, "models/in-force/rollback", "{}"),
            }
        )
        {
            Assert.Equal((402, "payment_required"), (await ben.CallAsync(method, path, body)).Brief);
        }
    }

    private static (string, int, int, int) Progress(ApiCalls.Answer answer)
    {
        var progress = answer.Json.GetProperty("progress");
        return (
            answer.Json.GetProperty("model").GetString()!,
            progress.GetProperty("crops").GetInt32(),
            progress.GetProperty("extracted").GetInt32(),
            progress.GetProperty("missing_people").GetInt32()
        );
    }

    private async Task AssertReadsTakeAModelAsync(string person)
    {
        foreach (var (model, name) in new[] { ("classic", "classic/1"), (Network, $"{Network}/y1") })
        {
            Assert.Equal(
                3,
                (await town.Baker.AskAsync($"{person}?model={model}")).Json.GetProperty("faces").GetInt32()
            );
            Assert.All(
                (await town.Baker.AskAsync($"{person}/faces?model={model}")).Json.GetProperty("items").EnumerateArray(),
                face => Assert.Equal(name, face.GetProperty("model").GetString())
            );
            var verified = await town.Baker.PostAsync(
                "faces/verify",
                new
                {
                    person_id = town.World.EvePerson.Id,
                    picture = Convert.ToBase64String(Support.Capture.Frame(Support.Capture.EveFace, 21)),
                    model,
                }
            );
            Assert.Equal(
                ("match", name),
                (verified.Json.GetProperty("decision").GetString(), verified.Json.GetProperty("model").GetString())
            );
        }
        foreach (var path in new[] { person, $"{person}/faces", "people" })
        {
            Assert.Equal((422, "model_unknown"), (await town.Baker.AskAsync($"{path}?model=nothing")).Brief);
        }
    }

    private async Task<string> InForceAsync() =>
        (await town.Baker.AskAsync("models/in-force")).Json.GetProperty("name").GetString()!;

    /// <summary>As after a check-in of Eve.</summary>
    private async Task ScoreAsync()
    {
        Organization now = null!;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) => now = await db.Organizations.SingleAsync(one => one.Id == town.World.Bakery.Id)
        );
        await town.App.InAsync(
            now,
            async services =>
            {
                await services
                    .GetRequiredService<ShadowScorer>()
                    .ScoreAsync(
                        town.World.EvePerson.Id,
                        Support.Capture.Frame(Support.Capture.EveFace, 20),
                        CancellationToken.None
                    );
                return 0;
            }
        );
    }
}

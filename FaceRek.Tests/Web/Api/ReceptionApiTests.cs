using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>
/// A punch by face without a named person: the face is searched among all people, and an uncertain result does not
/// punch.
/// </summary>
public sealed class ReceptionApiTests(ApiFixture town) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const int Zoe = 3,
        Otto = 8,
        Stranger = 5;

    private HttpClient baker = null!;
    private string key = "";
    private readonly List<Guid> enrolled = [];
    private Guid zoe,
        otto;

    public async ValueTask InitializeAsync()
    {
        (_, key) = await town.NewKeyAsync(town.World.Bakery, town.World.Ben);
        baker = town.WithToken(await town.TokenAsync(key));
        (zoe, otto) = (await EnrolledAsync("Zoë", Zoe), await EnrolledAsync("Otto", Otto));
    }

    public async ValueTask DisposeAsync()
    {
        await SetBudgetAsync(0.003);
        foreach (var id in enrolled)
        {
            await baker.CallAsync(HttpMethod.Delete, $"people/{id}");
        }
        baker.Dispose();
    }

    [Fact]
    public async Task The_person_in_the_pictures_punches_once_per_challenge()
    {
        var challenge = await ChallengeAsync();
        var punched = await PunchAsync(Otto, challenge);
        Assert.True(punched.Status == 201, punched.Text);
        Assert.Equal(
            (otto, "face", "in"),
            (
                punched.Json.GetProperty("person_id").GetGuid(),
                punched.Json.GetProperty("way").GetString(),
                punched.Json.GetProperty("direction").GetString()
            )
        );
        var match = punched.Json.GetProperty("match");
        Assert.True(
            match.GetProperty("score").GetSingle() >= match.GetProperty("threshold").GetSingle()
                && match.GetProperty("margin").GetSingle() > 1
        );
        Assert.Equal((409, "challenge_used"), (await PunchAsync(Zoe, challenge)).Brief);
        Assert.Equal((409, "repeated"), (await PunchAsync(Otto, await ChallengeAsync())).Brief);
        Assert.Equal(1, await PunchesAsync());
    }

    [Fact]
    public async Task Of_two_bursts_with_one_challenge_one_punches()
    {
        var challenge = await ChallengeAsync();
        var answers = await Task.WhenAll(PunchAsync(Otto, challenge), PunchAsync(Zoe, challenge));
        Assert.Equal([201, 409], answers.Select(answer => answer.Status).Order());
        Assert.Equal(1, await PunchesAsync());
    }

    [Fact]
    public async Task A_stranger_does_not_punch()
    {
        Assert.Equal((422, "not_recognised"), (await PunchAsync(Stranger, await ChallengeAsync())).Brief);
        Assert.Equal(0, await PunchesAsync());
    }

    [Fact]
    public async Task Someone_who_is_like_two_people_does_not_punch_either()
    {
        await AddCrowdAsync();
        foreach (var name in new[] { "Zoë", "Zoë's twin" })
        {
            await EnrolledAsync(town.Sailor, name, Zoe, "Twins.");
        }
        var challenge = (await town.Sailor.PostAsync("challenges", new { })).Json.GetProperty("id").GetString();
        var ambiguous = await town.Sailor.PostAsync(
            "punches",
            new
            {
                way = "face",
                challenge,
                pictures = Pictures(Zoe),
            }
        );
        Assert.Equal((422, "ambiguous"), ambiguous.Brief);
        Assert.DoesNotMatch("score|threshold|margin|candidates", ambiguous.Text);
        Assert.Empty((await town.Sailor.AskAsync("punches")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Beyond_the_organizations_budget_no_one_is_identified()
    {
        var challenge = await ChallengeAsync();
        await SetBudgetAsync(1e-12);
        Assert.Equal((409, "too_risky"), (await baker.PostAsync("challenges", new { })).Brief);
        Assert.Equal((409, "too_risky"), (await PunchAsync(Otto, challenge)).Brief);
        Assert.Equal(0, await PunchesAsync());
    }

    [Fact]
    public async Task A_challenge_of_one_kind_is_none_of_the_other_and_belongs_to_its_caller()
    {
        var (named, open) = (
            (await baker.PostAsync("challenges", new { person_id = zoe })).Json.GetProperty("id").GetString()!,
            await ChallengeAsync()
        );
        Assert.Equal((404, "not_found"), (await PunchAsync(Zoe, named)).Brief);
        Assert.Equal(
            (404, "not_found"),
            (
                await baker.PostAsync(
                    "punches",
                    new
                    {
                        way = "face",
                        person_id = zoe,
                        challenge = open,
                        pictures = Pictures(Zoe),
                    }
                )
            ).Brief
        );
        Assert.Equal(
            (404, "not_found"),
            (
                await town.Sailor.PostAsync(
                    "punches",
                    new
                    {
                        way = "face",
                        challenge = open,
                        pictures = Pictures(Zoe),
                    }
                )
            ).Brief
        );
        using var colleague = await town.ClientAsync(town.World.Bakery, town.World.Ben);
        Assert.Equal(
            (404, "not_found"),
            (
                await colleague.PostAsync(
                    "punches",
                    new
                    {
                        way = "face",
                        challenge = open,
                        pictures = Pictures(Zoe),
                    }
                )
            ).Brief
        );
        town.App.Clock.Advance(CheckInChallenge.Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal((410, "challenge_late"), (await PunchAsync(Zoe, open)).Brief);
        Assert.Equal(0, await PunchesAsync());
    }

    [Fact]
    public async Task Finding_people_needs_the_scope_for_finding_people()
    {
        using var terminal = await town.ClientAsync(
            town.World.Bakery,
            town.World.Ben,
            ApiScope.PunchesWrite,
            ApiScope.PunchesRead
        );
        Assert.Equal((403, "scope_missing"), (await terminal.PostAsync("challenges", new { })).Brief);
        Assert.Equal(
            (403, "scope_missing"),
            (
                await terminal.PostAsync(
                    "punches",
                    new
                    {
                        way = "face",
                        challenge = "x",
                        pictures = Pictures(Zoe),
                    }
                )
            ).Brief
        );
        Assert.Equal(
            (400, "body_invalid"),
            (await baker.PostAsync("punches", new { way = "pin", pin = "271828" })).Brief
        );
    }

    [Fact]
    public async Task Ten_strangers_close_the_way_to_the_caller_and_time_opens_it()
    {
        for (var tries = 0; tries < LockoutRule.Reception.Failures; tries++)
        {
            Assert.Equal((422, "not_recognised"), (await PunchAsync(Stranger, await ChallengeAsync(), tries)).Brief);
        }
        var closed = await PunchAsync(Otto, await ChallengeAsync());
        Assert.Equal((429, "tries_exhausted"), closed.Brief);
        Assert.Equal($"{LockoutRule.Reception.Pause.TotalSeconds:0}", closed.Header("Retry-After"));
        town.App.Clock.Advance(LockoutRule.Reception.Pause + TimeSpan.FromSeconds(1));
        baker.Dispose();
        baker = town.WithToken(await town.TokenAsync(key));
        Assert.Equal(201, (await PunchAsync(Otto, await ChallengeAsync())).Status);
    }

    private async Task<string> ChallengeAsync()
    {
        var answer = await baker.PostAsync("challenges", new { });
        Assert.True(
            answer.Status == 201
                && answer.Json.GetProperty("person_id").ValueKind == System.Text.Json.JsonValueKind.Null,
            answer.Text
        );
        return answer.Json.GetProperty("id").GetString()!;
    }

    private Task<ApiCalls.Answer> PunchAsync(int face, string challenge, int moment = 0) =>
        baker.PostAsync(
            "punches",
            new
            {
                way = "face",
                challenge,
                pictures = Pictures(face, moment),
            }
        );

    private static IEnumerable<string> Pictures(int face, int moment = 0) =>
        [Convert.ToBase64String(Capture.Frame(face, 40 + moment))];

    private async Task<int> PunchesAsync()
    {
        var count = 0;
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                count = await db.Punches.CountAsync(punch =>
                    db.People.Any(person => person.Id == punch.PersonId && (person.Id == zoe || person.Id == otto))
                )
        );
        return count;
    }

    private Task SetBudgetAsync(double budget) =>
        town.App.InAsync(
            town.World.Bakery,
            (FaceRekDb db) =>
                db
                    .Organizations.Where(one => one.Id == town.World.Bakery.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.IdentificationBudget, budget))
        );

    private async Task<Guid> EnrolledAsync(string name, int face)
    {
        var id = await EnrolledAsync(baker, name, face);
        enrolled.Add(id);
        return id;
    }

    /// <summary>
    /// Likeness is measured relative to other people, so others are needed: the same numbers in another order match no
    /// face.
    /// </summary>
    private Task<int> AddCrowdAsync() =>
        town.App.InAsync(
            town.World.Harbour,
            async services =>
            {
                var (db, encryption) = (
                    services.GetRequiredService<FaceRekDb>(),
                    services.GetRequiredService<TemplateEncryption>()
                );
                var face = Assert
                    .IsType<FaceReading.Readable>(
                        services
                            .GetRequiredService<FaceModels>()
                            .Get("classic")
                            .Reader.Read(Capture.Frame(Stranger, 1), PictureLimits.Upload)
                    )
                    .Template;
                foreach (var number in Enumerable.Range(1, 25))
                {
                    var (person, values) = (
                        new Person
                        {
                            OrganizationId = town.World.Harbour.Id,
                            Name = $"Sailor {number}",
                            CreatedAt = town.App.Clock.GetUtcNow(),
                        },
                        face.Values.ToArray()
                    );
                    new Random(number).Shuffle(values);
                    db.AddRange(
                        person,
                        new FaceTemplate
                        {
                            OrganizationId = person.OrganizationId,
                            PersonId = person.Id,
                            ModelName = face.Model.Name,
                            ModelVersion = face.Model.Version,
                            Sealed = encryption.Seal(person, new Template(face.Model, values)),
                            CreatedAt = person.CreatedAt,
                            CreatedById = person.Id,
                        }
                    );
                }
                return await db.SaveChangesAsync();
            }
        );

    private static async Task<Guid> EnrolledAsync(
        HttpClient client,
        string name,
        int face,
        string? overrideReason = null
    )
    {
        var id = await client.AddPersonAsync(name);
        var version = (await client.AskAsync("consent-text")).Json.GetProperty("version").GetInt32();
        Assert.Equal(
            201,
            (
                await client.PostAsync($"people/{id}/consents", new { text_version = version, statement = "Signed." })
            ).Status
        );
        for (var moment = 1; moment <= 2; moment++)
        {
            var added = await client.PostAsync(
                $"people/{id}/faces",
                new { picture = Convert.ToBase64String(Capture.Frame(face, moment)), override_reason = overrideReason }
            );
            Assert.True(added.Status == 201, added.Text);
        }
        return id;
    }
}

using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;
using FaceRek.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Capture = FaceRek.Tests.Support.Capture;

namespace FaceRek.Tests.Web.CheckIn;

/// <summary>The invalid bursts of an attacker over HTTP, each with its outcome.</summary>
public sealed class LivenessTests : IAsyncLifetime
{
    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient eve = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        eve = await world.ClientOfAsync(world.Eve);
        await ChooseAsync(LivenessLevel.Passive, "classic");
    }

    public async ValueTask DisposeAsync()
    {
        eve.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_burst_that_was_never_seen_and_moves_a_little_is_recorded_once()
    {
        await app.EnrolEveAsync(world);
        var burst = Burst(100);
        Assert.Equal((201, "recorded"), Brief(await eve.CheckInAsync(burst)));

        app.Clock.Advance(TimeSpan.FromDays(89));
        using var later = await world.ClientOfAsync(world.Eve);
        Assert.Equal((422, "not_live"), Brief(await later.CheckInAsync(burst)));
        Assert.Equal((422, "not_live"), Brief(await later.CheckInAsync([.. Burst(200), burst[3]])));
        Assert.Equal([LivenessError.SeenBefore, LivenessError.SeenBefore], await FaultsAsync());

        app.Clock.Advance(TimeSpan.FromDays(2));
        await TidyAsync();
        Assert.Equal(2, await ReadAsync(db => db.BurstFingerprints.CountAsync()));
    }

    [Fact]
    public async Task A_program_sends_the_times_along_and_is_told_when_no_one_is_live()
    {
        await app.EnrolEveAsync(world);
        var key = Assert.IsType<ApiKeyOutcome.Created>(
            await app.InAsync(
                world.Bakery,
                services =>
                    services
                        .GetRequiredService<ApiKeyDesk>()
                        .CreateAsync(
                            new ApiKeyRequest("Gate", [ApiScope.PunchesWrite], [], null),
                            world.Ben.Id,
                            TestContext.Current.CancellationToken
                        )
            )
        );
        using var program = app.NewClient();
        var token = (await program.PostAsync("token", new { grant_type = "api_key", api_key = key.Text }))
            .Json.GetProperty("access_token")
            .GetString();
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal(
            (422, "not_live"),
            (await PunchAsync([.. Enumerable.Repeat(Capture.Frame(Capture.EveFace, 300), 8)])).Brief
        );
        Assert.Equal((400, "body_invalid"), (await PunchAsync(Burst(310), timesToo: false)).Brief);
        var recorded = await PunchAsync(Burst(320));
        Assert.True(recorded.Status == 201, recorded.Text);

        async Task<ApiCalls.Answer> PunchAsync(IReadOnlyList<byte[]> burst, bool timesToo = true)
        {
            var challenge = (await program.PostAsync("challenges", new { person_id = world.EvePerson.Id })).Json;
            return await program.PostAsync(
                "punches",
                new
                {
                    way = "face",
                    person_id = world.EvePerson.Id,
                    challenge = challenge.GetProperty("id").GetString(),
                    pictures = burst.Select(Convert.ToBase64String),
                    times = Enumerable.Range(0, timesToo ? burst.Count : 1).Select(frame => frame * 230),
                }
            );
        }
    }

    [Fact]
    public async Task Twelve_times_the_same_frame_is_no_one_and_counts_as_a_try()
    {
        await app.EnrolEveAsync(world);
        var answer = await eve.CheckInAsync([.. Enumerable.Repeat(Capture.Frame(Capture.EveFace, 100), 12)]);
        Assert.Equal((422, "not_live"), Brief(answer));
        Assert.DoesNotMatch("(?i)score|threshold|frozen|fault|[0-9][.,][0-9]", answer.Raw);
        var attempt = Assert.Single(await ReadAsync(db => db.CheckInAttempts.ToListAsync()));
        Assert.Equal(
            (AttemptOutcome.NotLive, (LivenessError?)LivenessError.Frozen),
            (attempt.Outcome, attempt.LivenessFault)
        );
        for (var i = 1; i < 5; i++)
        {
            await eve.CheckInAsync([.. Enumerable.Repeat(Capture.Frame(Capture.EveFace, 100 + i), 12)]);
        }
        Assert.Equal((429, "closed"), Brief(await eve.CheckInAsync(Burst(300))));
    }

    [Fact]
    public async Task Frames_of_two_people_are_refused_in_any_proportion()
    {
        await app.EnrolEveAsync(world);
        Assert.Equal(
            (422, "not_live"),
            Brief(await eve.CheckInAsync([.. Burst(100).Take(6), .. Burst(200, Capture.OtherFace).Take(2)]))
        );
        Assert.Equal(
            (422, "not_live"),
            Brief(await eve.CheckInAsync([.. Burst(300).Take(4), .. Burst(400, Capture.OtherFace).Take(4)]))
        );
        Assert.Equal([LivenessError.SeveralFaces, LivenessError.SeveralFaces], await FaultsAsync());
    }

    [Theory]
    [InlineData("0,0,0,0,0,0,0,0", 422)]
    [InlineData("1600,1400,1200,1000,800,600,400,200", 422)]
    [InlineData("0,200,400,600,800,1000,1200,3600000", 422)]
    [InlineData("0,200,400,600,800,1000,1200", 400)]
    [InlineData("0,200,400,600,800,1000,1200,-5", 400)]
    [InlineData("0,200,400,600,800,1000,1200,99999999999", 400)]
    [InlineData("now", 400)]
    [InlineData("", 400)]
    public async Task Times_that_no_camera_makes_are_refused(string times, int status)
    {
        await app.EnrolEveAsync(world);
        Assert.Equal(status, (await eve.CheckInAsync(Burst(100), times: times)).Status);
        Assert.Empty(await ReadAsync(db => db.Punches.ToListAsync()));
    }

    [Fact]
    public async Task One_frame_and_two_hundred_are_no_burst()
    {
        await app.EnrolEveAsync(world);
        Assert.Equal((400, "bad_burst"), Brief(await eve.CheckInAsync([Capture.Frame(Capture.EveFace, 1)])));
        Assert.Equal(
            (400, "bad_burst"),
            Brief(await eve.CheckInAsync([.. Enumerable.Repeat(Capture.Frame(Capture.EveFace, 1)[..2_000], 200)]))
        );
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task Withdrawing_consent_removes_the_fingerprints_of_frames()
    {
        await app.EnrolEveAsync(world);
        await eve.CheckInAsync(Burst(100));
        Assert.Equal(1, await ReadAsync(db => db.BurstFingerprints.CountAsync()));
        await app.InAsync(
            world.Bakery,
            services =>
                services
                    .GetRequiredService<ConsentDesk>()
                    .WithdrawAsync(world.EvePerson.Id, world.Eve.Id, CancellationToken.None)
        );
        Assert.Equal(0, await ReadAsync(db => db.BurstFingerprints.CountAsync()));
    }

    [Fact]
    public async Task A_model_without_landmarks_asks_for_no_moves_and_the_settings_say_so()
    {
        await app.EnrolEveAsync(world);
        await ChooseAsync(LivenessLevel.Active, "classic");
        var (challenge, moves) = await eve.ChallengeAndMovesAsync();
        Assert.Empty(moves);
        Assert.Equal(201, (await eve.CheckInAsync(Burst(100), challenge: challenge)).Status);
        using var ben = await world.ClientOfAsync(world.Ben);
        Assert.Contains(
            "Passive is active for now",
            await ben.GetStringAsync(new Uri("/bakery/settings/liveness", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task With_a_network_the_moves_asked_for_open_and_others_do_not()
    {
        await InstallNetworkAsync();
        await ChooseAsync(LivenessLevel.Active, "mobilefacenet");
        await app.EnrolEveAsync(world);

        var (challenge, moves) = await eve.ChallengeAndMovesAsync();
        Assert.Equal(MoveChallenge.Moves, moves.Count);
        Assert.Equal(
            (422, "not_live"),
            Brief(await SendAsync(Capture.MovingBurst(Capture.EveFace, moves.Reverse(), 100), challenge))
        );
        (challenge, moves) = await eve.ChallengeAndMovesAsync();
        Assert.Equal(
            (422, "not_live"),
            Brief(
                await SendAsync(
                    [
                        .. Capture.MovingBurst(Capture.EveFace, [], 200),
                        .. Capture.MovingBurst(Capture.EveFace, [], 204),
                        .. Capture.MovingBurst(Capture.EveFace, [], 208),
                    ],
                    challenge
                )
            )
        );
        (challenge, moves) = await eve.ChallengeAndMovesAsync();
        Assert.Equal(
            (422, "not_live"),
            Brief(
                await SendAsync(
                    [
                        .. Capture.MovingBurst(Capture.EveFace, [], 300),
                        .. Capture.MovingBurst(Capture.OtherFace, moves, 304),
                    ],
                    challenge
                )
            )
        );
        (challenge, moves) = await eve.ChallengeAndMovesAsync();
        Assert.Equal(
            (201, "recorded"),
            Brief(await SendAsync(Capture.MovingBurst(Capture.EveFace, moves, 400), challenge))
        );
        Assert.Equal(
            [LivenessError.OtherMoves, LivenessError.OtherMoves, LivenessError.SeveralFaces],
            await FaultsAsync()
        );
    }

    [Fact]
    public async Task Only_an_admin_chooses_the_level_and_not_for_another_organization()
    {
        using var ben = await world.ClientOfAsync(world.Ben);
        Assert.True(
            (await ben.SubmitAsync("/bakery/settings/liveness", new() { ["level"] = "Active" })).StatusCode
                is System.Net.HttpStatusCode.Redirect
                    or System.Net.HttpStatusCode.Found
        );
        Assert.Equal((LivenessLevel.Active, LivenessLevel.Off), await LevelsAsync());
        await ben.SubmitAsync("/bakery/settings/liveness", new() { ["level"] = "Strictest" });
        await ben.SubmitAsync("/bakery/settings/liveness", new() { ["level"] = "7" });
        Assert.Equal((LivenessLevel.Active, LivenessLevel.Off), await LevelsAsync());
    }

    private Task<Capture.Answer> SendAsync(IReadOnlyList<byte[]> frames, string challenge) =>
        eve.CheckInAsync(frames, challenge: challenge, times: string.Join(',', frames.Select((_, i) => 150 * i)));

    private static IReadOnlyList<byte[]> Burst(int start, int face = Capture.EveFace) =>
        [.. Enumerable.Range(start, 8).Select(moment => Capture.Frame(face, moment))];

    private async Task<(LivenessLevel, LivenessLevel)> LevelsAsync()
    {
        var levels = await ReadAsync(db =>
            db.Organizations.ToDictionaryAsync(organization => organization.Slug, organization => organization.Liveness)
        );
        return (levels["bakery"], levels["harbour"]);
    }

    private async Task InstallNetworkAsync()
    {
        SharedPacks.SkipWhereAbsent();
        var store = app.Services.GetRequiredService<ModelStore>();
        await store.ImportAsync(SharedPacks.Manifest("yunet.json"), TestContext.Current.CancellationToken);
        await store.ImportAsync(SharedPacks.Manifest("mobilefacenet.json"), TestContext.Current.CancellationToken);
        app.Services.GetRequiredService<FaceModels>().Refresh();
    }

    private async Task ChooseAsync(LivenessLevel level, string model)
    {
        (world.Bakery.Liveness, world.Bakery.FaceModel) = (level, model);
        await app.InAsync(
            world.Bakery,
            db =>
                db.Organizations.Where(o => o.Id == world.Bakery.Id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(o => o.Liveness, level).SetProperty(o => o.FaceModel, model)
                    )
        );
    }

    private Task TidyAsync() => app.Services.GetRequiredService<HousekeepingJob>().RunAsync(CancellationToken.None);

    private Task<List<LivenessError>> FaultsAsync() =>
        ReadAsync(db =>
            db.CheckInAttempts.Where(a => a.LivenessFault != null)
                .OrderBy(a => a.At)
                .Select(a => a.LivenessFault!.Value)
                .ToListAsync()
        );

    private static (int, string) Brief(Capture.Answer answer) => (answer.Status, answer.Code);

    private Task<T> ReadAsync<T>(Func<FaceRekDb, Task<T>> read) =>
        app.InAsync(world.Bakery, services => read(services.GetRequiredService<FaceRekDb>()));
}

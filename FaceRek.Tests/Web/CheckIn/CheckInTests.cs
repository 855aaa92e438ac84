using System.Net;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Web.CheckIn;

/// <summary>A burst over HTTP from end to end, with the classic engine and drawn people.</summary>
public sealed class CheckInTests : IAsyncLifetime
{
    private const int ManyCheckIns = 40;

    /// <summary>More than the 64 kB from which a server by default buffers a body in a file.</summary>
    private const int LaidAsideBytes = 120_000,
        LongestComment = 60_000;

    private FaceRekApp app = null!;
    private World world = null!;
    private HttpClient eve = null!;

    public async ValueTask InitializeAsync()
    {
        app = await FaceRekApp.StartAsync();
        world = await World.CreateAsync(app);
        eve = await world.ClientOfAsync(world.Eve);
    }

    public async ValueTask DisposeAsync()
    {
        eve.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_person_checks_in_and_later_out_and_is_told_when()
    {
        await app.EnrolEveAsync(world);
        Assert.Contains(
            "data-direction=\"In\"",
            await eve.GetStringAsync(new Uri("/bakery/check-in", UriKind.Relative)),
            StringComparison.Ordinal
        );

        var came = await eve.CheckInAsync(Capture.EveFace, "In");
        app.Clock.Advance(TimeSpan.FromHours(8));
        var left = await eve.CheckInAsync(Capture.EveFace, "Out");

        Assert.Equal((201, "recorded", "success"), (came.Status, came.Code, came.State));
        Assert.Equal($"Checked in at {Local(-8)}", came.Title);
        Assert.Equal($"Checked out at {Local(0)}", left.Title);
        var punches = await PunchesAsync();
        Assert.Equal(
            [
                (Direction.In, PunchWay.Face, DirectionSource.Alternation),
                (Direction.Out, PunchWay.Face, DirectionSource.Alternation),
            ],
            punches.Select(p => (p.Direction, p.Way, p.DirectionSource))
        );
        Assert.All(punches, punch => Assert.True(punch.Score >= punch.Threshold && punch.Model == "classic/1"));
    }

    [Fact]
    public async Task A_person_may_choose_the_other_direction_and_it_is_marked_as_a_choice()
    {
        await app.EnrolEveAsync(world);
        var answer = await eve.CheckInAsync(Capture.EveFace, "Out");
        Assert.StartsWith("Checked out at", answer.Title, StringComparison.Ordinal);
        Assert.Equal(DirectionSource.Choice, Assert.Single(await PunchesAsync()).DirectionSource);
    }

    [Fact]
    public async Task A_second_look_within_a_minute_is_told_when_the_first_was()
    {
        await app.EnrolEveAsync(world);
        await eve.CheckInAsync(Capture.EveFace);
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        var again = await eve.CheckInAsync(Capture.EveFace);
        Assert.Equal((409, "repeated", $"Already checked in at {Local(0)}"), (again.Status, again.Code, again.Title));
        Assert.Single(await PunchesAsync());
    }

    [Fact]
    public async Task Someone_else_is_not_recognised_and_learns_no_score()
    {
        await app.EnrolEveAsync(world);
        var answer = await eve.CheckInAsync(Capture.OtherFace);
        Assert.Equal((422, "not_recognised", "failure"), (answer.Status, answer.Code, answer.State));
        Assert.NotEmpty(answer.Detail!);
        Assert.DoesNotMatch("(?i)score|threshold|margin|[0-9][.,][0-9]", answer.Raw);
        Assert.Empty(await PunchesAsync());
        var attempt = Assert.Single(await AttemptsAsync());
        Assert.True(attempt.Score < attempt.Threshold);
    }

    [Fact]
    public async Task Every_obstacle_has_words_of_its_own()
    {
        Assert.Equal((409, "no_consent"), Brief(await eve.CheckInAsync(Capture.EveFace)));
        await app.ConsentAsync(world.Bakery, world.EvePerson, world.Eve);
        Assert.Equal((409, "not_enrolled"), Brief(await eve.CheckInAsync(Capture.EveFace)));
        await app.EnrolEveAsync(world);

        Assert.Equal((422, "no_face"), Brief(await eve.CheckInAsync(Same(DrawnFaces.DrawNobody()))));
        Assert.Equal(
            (422, "several_people"),
            Brief(await eve.CheckInAsync(Same(DrawnFaces.Draw([(Capture.EveFace, Left), (Capture.OtherFace, Right)]))))
        );
        var dark = await eve.CheckInAsync(Same(DrawnFaces.Draw(Capture.EveFace, new DrawnScene { Light = 0.12f })));
        Assert.Contains(dark.Code, new List<string> { "poor_picture", "no_face" });
        Assert.Equal((400, "unreadable"), Brief(await eve.CheckInAsync(Same([0xFF, 0xD8]))));
        Assert.Equal((415, "unreadable"), Brief(await eve.CheckInAsync(Same("<html>"u8.ToArray()))));
        Assert.Equal((413, "unreadable"), Brief(await eve.CheckInAsync([new byte[300_001]])));
        Assert.Empty(await PunchesAsync());
    }

    [Fact]
    public async Task A_burst_has_one_to_forty_frames()
    {
        await app.EnrolEveAsync(world);
        Assert.Equal((400, "bad_burst"), Brief(await eve.CheckInAsync(Array.Empty<byte[]>())));
        Assert.Equal(
            (400, "bad_burst"),
            Brief(await eve.CheckInAsync([.. Enumerable.Repeat(Capture.Frame(Capture.EveFace, 1), 41)]))
        );
        Assert.Equal(201, (await eve.CheckInAsync([Capture.Frame(Capture.EveFace, 101)])).Status);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_unread()
    {
        using var body = Capture.Form().WithFiles("frames", [new byte[3_100_000]]);
        var response = await eve.SendAsync("/bakery/check-in", "/bakery/check-in", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_challenge_works_once_for_half_a_minute_and_only_where_it_was_issued()
    {
        await app.EnrolEveAsync(world);
        var burst = Capture.Burst(Capture.EveFace);

        var used = await eve.ChallengeAsync();
        Assert.Equal(201, (await eve.CheckInAsync(burst, challenge: used)).Status);
        Assert.Equal((409, "challenge_used"), Brief(await eve.CheckInAsync(burst, challenge: used)));

        var late = await eve.ChallengeAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((410, "challenge_late"), Brief(await eve.CheckInAsync(burst, challenge: late)));

        using var otherBrowser = await world.ClientOfAsync(world.Eve);
        var foreign = await otherBrowser.ChallengeAsync();
        Assert.Equal((404, "challenge_unknown"), Brief(await eve.CheckInAsync(burst, challenge: foreign)));
        Assert.Equal((404, "challenge_unknown"), Brief(await eve.CheckInAsync(burst, challenge: "made-up")));
        Assert.Single(await PunchesAsync());
    }

    [Fact]
    public async Task What_the_browser_claims_beside_its_frames_changes_nothing()
    {
        await app.EnrolEveAsync(world);
        var challenge = await eve.ChallengeAsync();
        using var form = Capture
            .Form(
                ("challenge", challenge),
                ("score", "1.0"),
                ("liveness", "true"),
                ("personId", $"{world.HarbourPerson.Id}"),
                ("outcome", "recorded")
            )
            .WithFiles("frames", Capture.Burst(Capture.OtherFace));
        var answer = await Capture.Answer.OfAsync(await eve.SendAsync("/bakery/check-in", "/bakery/check-in", form));
        Assert.Equal("not_recognised", answer.Code);
    }

    [Fact]
    public async Task Five_failures_close_the_camera_for_five_minutes_and_offer_the_other_ways()
    {
        await app.EnrolEveAsync(world);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("not_recognised", (await eve.CheckInAsync(Capture.OtherFace, start: 10 * i)).Code);
        }

        var closed = await eve.CheckInAsync(Capture.EveFace);
        Assert.Equal((429, "closed", "closed"), (closed.Status, closed.Code, closed.State));
        Assert.Contains(Local(0, minutes: 5), closed.Detail!, StringComparison.Ordinal);
        Assert.Contains("/bakery/check-in/pin", closed.Raw, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(201, (await eve.CheckInAsync(Capture.EveFace)).Status);
    }

    [Fact]
    public async Task Parallel_check_ins_answer_as_one_after_the_other_would()
    {
        await app.EnrolEveAsync(world);
        var bursts = Enumerable
            .Range(0, 8)
            .Select(i => Capture.Burst(i % 2 == 0 ? Capture.EveFace : Capture.OtherFace, 10 * i))
            .ToList();
        var token = await eve.FormTokenAsync("/bakery/check-in");
        var challenges = new List<string>();
        foreach (var _ in bursts)
        {
            challenges.Add(await eve.ChallengeAsync(token));
        }

        var answers = await Task.WhenAll(
            bursts.Zip(challenges, (burst, challenge) => eve.CheckInAsync(burst, challenge: challenge))
        );

        Assert.Equal(
            ["recorded", "repeated", "repeated", "repeated"],
            answers.Where((_, i) => i % 2 == 0).Select(answer => answer.Code).Order(StringComparer.Ordinal)
        );
        Assert.All(answers.Where((_, i) => i % 2 == 1), answer => Assert.Equal("not_recognised", answer.Code));
        Assert.Single(await PunchesAsync());
    }

    [Fact]
    public async Task A_person_who_withdraws_while_their_burst_is_read_is_not_punched_by_their_face()
    {
        var answer = await OvertakenAsync(db =>
            db.FaceConsents.Live(world.EvePerson.Id)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.WithdrawnAt, app.Clock.GetUtcNow()))
        );
        Assert.Equal((409, "no_consent"), Brief(answer));
        Assert.Empty(await PunchesAsync());
    }

    [Fact]
    public async Task A_person_deactivated_while_their_burst_is_read_is_not_punched()
    {
        var answer = await OvertakenAsync(db =>
            db.People.Where(p => p.Id == world.EvePerson.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, PersonStatus.Inactive))
        );
        Assert.Equal((409, "not_active"), Brief(answer));
        Assert.Empty(await PunchesAsync());
    }

    [Fact]
    public async Task Bursts_sent_at_once_do_not_get_past_the_limit_of_failures()
    {
        var answer = await OvertakenAsync(async db =>
        {
            db.AddRange(
                Enumerable
                    .Range(0, 5)
                    .Select(_ =>
                        (object)
                            new CheckInAttempt
                            {
                                OrganizationId = world.Bakery.Id,
                                PersonId = world.EvePerson.Id,
                                At = app.Clock.GetUtcNow(),
                                Way = PunchWay.Face,
                                Outcome = AttemptOutcome.NotRecognised,
                            }
                    )
            );
            await db.SaveChangesAsync();
        });
        Assert.Equal((429, "closed"), Brief(answer));
        Assert.Empty(await PunchesAsync());
    }

    [Fact]
    public async Task No_picture_touches_a_disk_in_many_check_ins_of_bodies_that_a_server_would_lay_aside()
    {
        await app.EnrolEveAsync(world);
        var (seen, last, isOver) = (
            0,
            Path.Combine(Path.GetTempPath(), $"ASPNETCORE_{Guid.CreateVersion7()}"),
            new TaskCompletionSource()
        );
        using var temp = new FileSystemWatcher(Path.GetTempPath(), "ASPNETCORE_*");
        temp.Created += (_, found) =>
        {
            if (found.FullPath == last)
            {
                isOver.SetResult();
            }
            else
            {
                Interlocked.Increment(ref seen);
            }
        };
        temp.EnableRaisingEvents = true;
        var before = Directory.EnumerateFiles(Path.GetTempPath()).ToHashSet();
        var frames = Enumerable
            .Range(100, 8)
            .Select(moment =>
                DrawnFaces.Draw(Capture.EveFace, DrawnSitter.At(moment) with { Width = 320, Height = 240 })
            )
            .ToArray();
        // A comment before the picture's end is read with it and ignored: few pixels, but many bytes to buffer.
        var large = frames.Select(frame => WithComment(frame, LaidAsideBytes)).ToArray();
        for (var i = 0; i < ManyCheckIns; i++)
        {
            Assert.Equal("recorded", (await eve.CheckInAsync([large[i % large.Length]])).Code);
            app.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.Equal(ManyCheckIns, (await PunchesAsync()).Count);
        // The watcher reports in order: after this file it has reported all earlier ones.
        await using (File.Create(last, 1, FileOptions.DeleteOnClose))
        {
            await isOver.Task.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, seen);
        Assert.DoesNotContain(
            Directory
                .EnumerateFiles(Path.GetTempPath())
                .Where(file => !before.Contains(file) && new FileInfo(file) is { Exists: true, Length: > 0 }),
            IsPicture
        );
        Assert.DoesNotContain(Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories), IsPicture);
    }

    [Fact]
    public async Task Who_is_not_one_of_the_people_is_told_so()
    {
        using var mia = await world.ClientOfAsync(world.Mia);
        Assert.Contains(
            "not set up to check in yet",
            await mia.GetStringAsync(new Uri("/bakery/check-in", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    /// <summary>Eve's own face, sent with a valid challenge, while something changes before the response.</summary>
    private async Task<Capture.Answer> OvertakenAsync(Func<FaceRekDb, Task> change)
    {
        await app.EnrolEveAsync(world);
        var challenge = await eve.ChallengeAsync();
        return await app.OvertakeAsync(
            world,
            () => eve.CheckInAsync(Capture.Burst(Capture.EveFace), challenge: challenge),
            change
        );
    }

    private static DrawnScene Left => new() { Scale = 0.6f, Right = -0.25f };
    private static DrawnScene Right => new() { Scale = 0.6f, Right = 0.25f };

    private static (int, string) Brief(Capture.Answer answer) => (answer.Status, answer.Code);

    private static byte[][] Same(byte[] frame) => [frame, frame, frame];

    /// <summary>In the bakery's local time, this many hours after the test's clock.</summary>
    private string Local(int hours, int minutes = 0) =>
        world
            .Bakery.InZone(app.Clock.GetUtcNow().AddHours(hours).AddMinutes(minutes))
            .ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] WithComment(byte[] jpeg, int bytes) =>
        [
            .. jpeg.AsSpan(0, 2),
            .. Enumerable
                .Range(0, bytes / LongestComment)
                .SelectMany(_ =>
                    (byte[])
                        [
                            0xFF,
                            0xFE,
                            (LongestComment + 2) >> 8,
                            (LongestComment + 2) & 0xFF,
                            .. new byte[LongestComment],
                        ]
                ),
            .. jpeg.AsSpan(2),
        ];

    private static bool IsPicture(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[4];
        file.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        return head is [0xFF, 0xD8, ..] || head.SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]);
    }

    private Task<List<Punch>> PunchesAsync() =>
        ReadAsync(db => db.Punches.OrderBy(punch => punch.Number).ToListAsync());

    private Task<List<CheckInAttempt>> AttemptsAsync() => ReadAsync(db => db.CheckInAttempts.ToListAsync());

    private Task<T> ReadAsync<T>(Func<FaceRekDb, Task<T>> read) =>
        app.InAsync(world.Bakery, services => read((FaceRekDb)services.GetService(typeof(FaceRekDb))!));
}

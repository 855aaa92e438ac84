using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Faces.Imaging;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>From a picture to a punch by plain HTTP, with the classic engine and drawn people.</summary>
public sealed class FacesApiTests(ApiFixture town) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const int Zoe = 3,
        Other = 8;

    private readonly HttpClient baker = town.Baker;
    private readonly List<Guid> consenting = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Tests of a class share the organization: a face left by one would be found by the next.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in consenting)
        {
            await baker.CallAsync(HttpMethod.Delete, $"people/{id}/consents");
        }
    }

    [Fact]
    public async Task Pictures_become_faces_and_faces_become_decisions()
    {
        var zoe = await EnrolledAsync("Zoë", Zoe);
        var other = await EnrolledAsync("Otto", Other);
        var listed = (await baker.AskAsync($"people/{zoe}/faces")).Json.GetProperty("items");
        Assert.Equal(3, listed.GetArrayLength());
        Assert.Equal(
            ["created_at", "id", "model", "override_reason"],
            listed[0].EnumerateObject().Select(member => member.Name).Order()
        );
        Assert.Equal(3, (await baker.AskAsync($"people/{zoe}")).Json.GetProperty("faces").GetInt32());

        var right = await baker.PostAsync("faces/verify", new { person_id = zoe, picture = Picture(Zoe, 40) });
        Assert.Equal("match", right.Json.GetProperty("decision").GetString());
        Assert.True(right.Json.GetProperty("score").GetSingle() >= right.Json.GetProperty("threshold").GetSingle());
        Assert.Equal("classic/1", right.Json.GetProperty("model").GetString());
        var wrong = await baker.PostAsync("faces/verify", new { person_id = zoe, picture = Picture(Other, 40) });
        Assert.Equal("unknown", wrong.Json.GetProperty("decision").GetString());

        using var form = Capture.Form(("top", "2")).WithFiles("picture", [Capture.Frame(Other, 41)]);
        var who = await baker.CallAsync(HttpMethod.Post, "faces/identify", form);
        Assert.Equal(
            ("match", other),
            (who.Json.GetProperty("decision").GetString(), who.Json.GetProperty("person_id").GetGuid())
        );
        Assert.Equal(
            [other, zoe],
            who.Json.GetProperty("candidates").EnumerateArray().Select(one => one.GetProperty("person_id").GetGuid())
        );
        Assert.True(who.Json.GetProperty("candidates")[0].GetProperty("margin").GetSingle() > 0);

        var same = await baker.PostAsync(
            "faces/verify",
            new { picture = Picture(Zoe, 42), other_picture = Picture(Zoe, 43) }
        );
        var different = await baker.PostAsync(
            "faces/verify",
            new { picture = Picture(Zoe, 42), other_picture = Picture(Other, 43) }
        );
        Assert.Equal(
            ("match", "unknown"),
            (same.Json.GetProperty("decision").GetString(), different.Json.GetProperty("decision").GetString())
        );

        // The other organization knows no one, and certainly not Zoë.
        Assert.Equal(
            "unknown",
            (await town.Sailor.PostAsync("faces/identify", new { picture = Picture(Zoe, 44) }))
                .Json.GetProperty("decision")
                .GetString()
        );
        Assert.Equal(
            (404, "not_found"),
            (await town.Sailor.PostAsync("faces/verify", new { person_id = zoe, picture = Picture(Zoe, 44) })).Brief
        );
    }

    /// <summary>
    /// The rows are corrupted without the application's knowledge: code that read a vector or a picture from them again
    /// would find nothing.
    /// </summary>
    [Fact]
    public async Task Who_is_enrolled_is_compared_from_memory()
    {
        var zoe = await EnrolledAsync("Zoë Remembered", Zoe);
        Assert.Equal(
            "match",
            (await baker.PostAsync("faces/identify", new { picture = Picture(Zoe, 40) }))
                .Json.GetProperty("decision")
                .GetString()
        );
        await town.App.InAsync(
            town.World.Bakery,
            (FaceRekDb db) =>
                db
                    .FaceTemplates.Where(row => row.PersonId == zoe)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, Array.Empty<byte>()))
        );
        await town.App.InAsync(
            town.World.Bakery,
            (FaceRekDb db) => db.FaceCrops.Where(crop => crop.PersonId == zoe).ExecuteDeleteAsync()
        );
        Assert.Equal(
            "match",
            (await baker.PostAsync("faces/identify", new { picture = Picture(Zoe, 41) }))
                .Json.GetProperty("decision")
                .GetString()
        );
        Assert.Equal(
            "match",
            (await baker.PostAsync("faces/verify", new { person_id = zoe, picture = Picture(Zoe, 42) }))
                .Json.GetProperty("decision")
                .GetString()
        );
    }

    [Fact]
    public async Task Without_the_scope_no_answer_holds_a_figure_to_climb_by()
    {
        var zoe = await EnrolledAsync("Zoë Quiet", Zoe);
        using var quiet = await town.ClientAsync(
            town.World.Bakery,
            town.World.Ben,
            ApiScope.FacesMatch,
            ApiScope.PunchesRead,
            ApiScope.PunchesWrite
        );
        foreach (
            var answer in new[]
            {
                await quiet.PostAsync("faces/verify", new { person_id = zoe, picture = Picture(Zoe, 40) }),
                await quiet.PostAsync("faces/identify", new { picture = Picture(Zoe, 40), top = 5 }),
                await PunchByFaceAsync(quiet, zoe, Zoe),
                await quiet.AskAsync("punches"),
            }
        )
        {
            Assert.True(answer.Status is 200 or 201, answer.Text);
            Assert.DoesNotMatch("score|threshold|margin|candidates", answer.Text);
        }
    }

    [Fact]
    public async Task Enrolling_asks_for_consent_first_and_keeps_nothing_it_refuses()
    {
        var id = await baker.AddPersonAsync("Unasked");
        Assert.Equal(
            (409, "consent_required"),
            (await baker.PostAsync($"people/{id}/faces", new { picture = Picture(5, 1) })).Brief
        );
        Assert.Equal(
            (409, "consent_required"),
            (await baker.PostAsync("faces/verify", new { person_id = id, picture = Picture(5, 1) })).Brief
        );
        await ConsentAsync(id);
        Assert.Equal(
            (409, "not_enrolled"),
            (await baker.PostAsync("faces/verify", new { person_id = id, picture = Picture(5, 1) })).Brief
        );
        foreach (var (picture, status, code) in Pictures)
        {
            Assert.Equal(
                (status, code),
                (await baker.PostAsync($"people/{id}/faces", new { picture = Convert.ToBase64String(picture) })).Brief
            );
        }
        Assert.Empty((await baker.AskAsync($"people/{id}/faces")).Json.GetProperty("items").EnumerateArray());

        var zoe = await EnrolledAsync("Zoë Twice", Zoe);
        Assert.Equal(
            (409, "face_of_another"),
            (await baker.PostAsync($"people/{id}/faces", new { picture = Picture(Zoe, 30) })).Brief
        );
        Assert.Equal(
            (409, "face_unlike_own"),
            (await baker.PostAsync($"people/{zoe}/faces", new { picture = Picture(5, 30) })).Brief
        );
        var twin = await baker.PostAsync(
            $"people/{id}/faces",
            new { picture = Picture(Zoe, 30), override_reason = "A twin." }
        );
        Assert.Equal((201, 1), (twin.Status, twin.Json.GetProperty("count").GetInt32()));

        var face = twin.Json.GetProperty("id").GetGuid();
        Assert.Equal(
            (404, "not_found"),
            (await baker.CallAsync(HttpMethod.Delete, $"people/{zoe}/faces/{face}")).Brief
        );
        Assert.Equal(204, (await baker.CallAsync(HttpMethod.Delete, $"people/{id}/faces/{face}")).Status);
        Assert.Equal((404, "not_found"), (await baker.CallAsync(HttpMethod.Delete, $"people/{id}/faces/{face}")).Brief);
    }

    [Fact]
    public async Task Detecting_says_where_faces_are_and_what_is_wrong_with_them()
    {
        var good = await baker.PostAsync("faces/detect", new { picture = Picture(Zoe, 3) });
        var face = Assert.Single(good.Json.GetProperty("faces").EnumerateArray());
        var box = face.GetProperty("box");
        Assert.True(face.GetProperty("is_usable").GetBoolean());
        Assert.InRange(
            face.GetProperty("landmarks").GetProperty("left_eye").GetProperty("x").GetSingle(),
            box.GetProperty("x").GetSingle(),
            box.GetProperty("x").GetSingle() + box.GetProperty("width").GetSingle()
        );
        Assert.Empty(
            (await baker.PostAsync("faces/detect", new { picture = Convert.ToBase64String(DrawnFaces.DrawNobody()) }))
                .Json.GetProperty("faces")
                .EnumerateArray()
        );
        Assert.Equal(
            (422, "model_unknown"),
            (await baker.PostAsync("faces/detect", new { picture = Picture(Zoe, 3), model = "nonsense" })).Brief
        );
    }

    public static TheoryData<string> NoPictures =>
        new()
        {
            """{"picture":""}""",
            """{"picture":"%%%%"}""",
            """{"picture":"/9j/4AAQSkZJRg"}""",
            """{"picture":"/9j/ 4AA="}""",
            """{"picture":"data:image/jpeg;base64,/9j/4AAQSkZJRg=="}""",
            """{"picture":"https://evil.example/face.jpg"}""",
            """{"picture":"/etc/passwd"}""",
            """{"picture":["/9j/4AAQSkZJRg=="]}""",
            """{"picture":{"path":"/etc/passwd"}}""",
            """{"picture":null}""",
            "{}",
            """{"picture":"/9j/4AAQSkZJRg==","top":2.5}""",
        };

    [Theory]
    [MemberData(nameof(NoPictures))]
    public async Task What_is_no_picture_is_refused_and_nothing_is_fetched_or_opened(string body)
    {
        var answer = await baker.PostAsync("faces/identify", body);
        Assert.True(answer.Status is 400 or 415 && answer.MediaType == "application/problem+json", answer.Text);
    }

    [Theory]
    [InlineData("none", 400)]
    [InlineData("two", 400)]
    [InlineData("a thousand", 400)]
    [InlineData("long name", 400)]
    [InlineData("unknown name", 400)]
    [InlineData("field twice", 400)]
    [InlineData("no boundary", 400)]
    [InlineData("broken off", 400)]
    [InlineData("text", 415)]
    [InlineData("gzip", 415)]
    [InlineData("too large", 413)]
    public async Task A_form_that_is_not_what_the_call_takes_is_refused(string kind, int status)
    {
        using var content = Form(kind);
        var answer = await baker.CallAsync(HttpMethod.Post, "faces/identify", content);
        Assert.True(
            answer.Status == status && answer.MediaType == "application/problem+json",
            $"{answer.Status} {answer.Text}"
        );
    }

    [Fact]
    public async Task A_person_punches_by_face_once_a_challenge()
    {
        var zoe = await EnrolledAsync("Zoë Punching", Zoe);
        var punched = await PunchByFaceAsync(baker, zoe, Zoe);
        Assert.Equal(
            (201, "in", "face"),
            (
                punched.Status,
                punched.Json.GetProperty("direction").GetString(),
                punched.Json.GetProperty("way").GetString()
            )
        );
        Assert.Equal("classic/1", punched.Json.GetProperty("match").GetProperty("model").GetString());
        Assert.Equal(punched.Text, (await baker.AskAsync($"punches/{punched.Json.GetProperty("id").GetGuid()}")).Text);
        Assert.Equal((409, "repeated"), (await PunchByFaceAsync(baker, zoe, Zoe)).Brief);
        Assert.Equal((422, "not_recognised"), (await PunchByFaceAsync(baker, zoe, Other)).Brief);

        var challenge = await ChallengeAsync(baker, zoe);
        using var other = await town.ClientAsync(town.World.Bakery, town.World.Ben);
        Assert.Equal((404, "not_found"), (await PunchAsync(other, zoe, Zoe, challenge)).Brief);
        town.App.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((410, "challenge_late"), (await PunchAsync(baker, zoe, Zoe, challenge)).Brief);
        town.App.Clock.Advance(TimeSpan.FromMinutes(2));
        challenge = await ChallengeAsync(baker, zoe);
        Assert.Equal(
            (201, "out"),
            (
                (await PunchAsync(baker, zoe, Zoe, challenge)) is var left ? left.Status : 0,
                left.Json.GetProperty("direction").GetString()
            )
        );
        Assert.Equal((409, "challenge_used"), (await PunchAsync(baker, zoe, Zoe, challenge)).Brief);
    }

    [Fact]
    public async Task A_person_punches_by_pin_and_a_manager_by_hand()
    {
        var id = await baker.AddPersonAsync("Pia Pin");
        Assert.Equal(
            (409, "no_pin"),
            (
                await baker.PostAsync(
                    "punches",
                    new
                    {
                        way = "pin",
                        person_id = id,
                        pin = "271828",
                    }
                )
            ).Brief
        );
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
            {
                var hash = Pin.Hash("271828");
                await db
                    .People.Where(person => person.Id == id)
                    .ExecuteUpdateAsync(person => person.SetProperty(p => p.PinHash, hash));
            }
        );
        Assert.Equal(
            (422, "pin_wrong"),
            (
                await baker.PostAsync(
                    "punches",
                    new
                    {
                        way = "pin",
                        person_id = id,
                        pin = "271829",
                    }
                )
            ).Brief
        );
        Assert.Equal(
            201,
            (
                await baker.PostAsync(
                    "punches",
                    new
                    {
                        way = "pin",
                        person_id = id,
                        pin = "271828",
                    }
                )
            ).Status
        );

        var yesterday = town.App.Clock.GetUtcNow().AddDays(-1);
        var manual = await baker.PostAsync(
            "punches",
            new
            {
                way = "manual",
                person_id = id,
                at = yesterday,
                direction = "in",
                reason = "The camera was being cleaned.",
            }
        );
        Assert.Equal((201, yesterday), (manual.Status, manual.Json.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(
            (400, "body_invalid"),
            (
                await baker.PostAsync(
                    "punches",
                    new
                    {
                        way = "manual",
                        person_id = id,
                        at = yesterday.AddDays(40),
                        direction = "in",
                        reason = "Soon.",
                    }
                )
            ).Brief
        );
        var days = await baker.AskAsync($"days?from={yesterday:yyyy-MM-dd}&to={yesterday:yyyy-MM-dd}&person_id={id}");
        Assert.Equal(
            id,
            Assert.Single(days.Json.GetProperty("items").EnumerateArray()).GetProperty("person_id").GetGuid()
        );
    }

    [Fact]
    public async Task A_correction_is_asked_for_by_one_and_decided_by_another()
    {
        var id = await baker.AddPersonAsync("Cora Corrected");
        var punch = (
            await baker.PostAsync(
                "punches",
                new
                {
                    way = "manual",
                    person_id = id,
                    at = town.App.Clock.GetUtcNow().AddHours(-3),
                    direction = "in",
                    reason = "By hand.",
                }
            )
        ).Json.GetProperty("id").GetGuid();
        Assert.Equal(
            (400, "body_invalid"),
            (
                await baker.PostAsync(
                    "corrections",
                    new
                    {
                        kind = "move",
                        person_id = id,
                        reason = "Wrong.",
                    }
                )
            ).Brief
        );
        Assert.Equal(
            (404, "not_found"),
            (
                await town.Sailor.PostAsync(
                    "corrections",
                    new
                    {
                        kind = "void",
                        person_id = id,
                        punch_id = punch,
                        reason = "Wrong.",
                    }
                )
            ).Brief
        );
        var asked = await baker.PostAsync(
            "corrections",
            new
            {
                kind = "void",
                person_id = id,
                punch_id = punch,
                reason = "Wrong.",
            }
        );
        Assert.Equal((201, "pending"), (asked.Status, asked.Json.GetProperty("status").GetString()));
        var decision = $"corrections/{asked.Json.GetProperty("id").GetGuid()}/decision";

        Assert.Equal((403, "own_request"), (await baker.PostAsync(decision, new { decision = "approve" })).Brief);
        Assert.Equal((404, "not_found"), (await town.Sailor.PostAsync(decision, new { decision = "approve" })).Brief);
        using var ben = town.WithToken(
            (await town.SignInAsync(town.World.Ben)).GetProperty("access_token").GetString()!
        );
        Assert.Equal(
            "approved",
            (await ben.PostAsync(decision, new { decision = "approve" })).Json.GetProperty("status").GetString()
        );
        Assert.Equal(
            (409, "decided_already"),
            (await ben.PostAsync(decision, new { decision = "refuse", note = "Too late." })).Brief
        );
        Assert.Equal(
            id,
            Assert
                .Single(
                    (await baker.AskAsync($"corrections?status=approved&person_id={id}"))
                        .Json.GetProperty("items")
                        .EnumerateArray()
                )
                .GetProperty("person_id")
                .GetGuid()
        );
    }

    [Fact]
    public async Task A_trusted_device_is_evidence_of_time_and_what_it_sends_again_is_written_once()
    {
        var (id, now) = (await baker.AddPersonAsync("Terminal User"), town.App.Clock.GetUtcNow());
        object Event(string name, DateTimeOffset at, bool offline = false) =>
            new
            {
                way = "device",
                person_id = id,
                device = "gate-1",
                event_id = name,
                at,
                offline,
                direction = "in",
            };
        var online = await baker.PostAsync("punches", Event("1", now.AddHours(3)));
        Assert.Equal(
            (201, now, now.AddHours(3)),
            (
                online.Status,
                online.Json.GetProperty("at").GetDateTimeOffset(),
                online.Json.GetProperty("device_at").GetDateTimeOffset()
            )
        );

        var offline = await baker.PostAsync("punches", Event("2", now.AddHours(-10), offline: true));
        Assert.Equal((201, now.AddHours(-10)), (offline.Status, offline.Json.GetProperty("at").GetDateTimeOffset()));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => baker.PostAsync("punches", Event("2", now.AddHours(-10), offline: true)))
        );
        Assert.All(answers, again => Assert.Equal((200, offline.Text), (again.Status, again.Text)));
        Assert.Equal(
            (422, "event_reused"),
            (await baker.PostAsync("punches", Event("2", now.AddHours(-9), offline: true))).Brief
        );
        foreach (
            var at in new[] { now.AddMinutes(3), now.AddHours(-73), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue }
        )
        {
            Assert.Equal(
                (422, "device_time_unbelievable"),
                (await baker.PostAsync("punches", Event("3", at, offline: true))).Brief
            );
        }
        Assert.Equal(
            (400, "body_invalid"),
            (
                await baker.PostAsync(
                    "punches",
                    $$"""{"way":"device","person_id":"{{id}}","device":"gate-1","event_id":"4","at":"2026-03-02T08:00:00+26:00"}"""
                )
            ).Brief
        );

        using var office = await town.ClientAsync(town.World.Bakery, town.World.Ben, ApiScope.PunchesWrite);
        Assert.Equal((403, "scope_missing"), (await office.PostAsync("punches", Event("5", now))).Brief);
        var seen = (await baker.AskAsync($"punches?person_id={id}&limit=1")).Json;
        Assert.Equal(
            online.Json.GetProperty("id").GetGuid(),
            Assert.Single(seen.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid()
        );
        var rest = (
            await baker.AskAsync($"punches?person_id={id}&cursor={seen.GetProperty("next_cursor").GetString()}")
        ).Json;
        Assert.Equal(
            offline.Json.GetProperty("id").GetGuid(),
            Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid()
        );
    }

    [Fact]
    public async Task A_terminal_that_counts_finer_than_a_database_keeps_sends_its_event_again()
    {
        var (id, fine) = (
            await baker.AddPersonAsync("Fine Clock"),
            town.App.Clock.GetUtcNow().AddHours(-5).AddTicks(1_234_567)
        );
        object Event(DateTimeOffset at) =>
            new
            {
                way = "device",
                person_id = id,
                device = "gate-2",
                event_id = "1",
                at,
                offline = true,
            };
        var first = await baker.PostAsync("punches", Event(fine));
        Assert.Equal((201, fine.AddTicks(-7)), (first.Status, first.Json.GetProperty("device_at").GetDateTimeOffset()));
        Assert.Equal(200, (await baker.PostAsync("punches", Event(fine))).Status);
        Assert.Equal((422, "event_reused"), (await baker.PostAsync("punches", Event(fine.AddTicks(10)))).Brief);
    }

    [Fact]
    public async Task A_thousand_events_sent_three_times_and_shuffled_are_as_many_punches_as_there_were()
    {
        const int People = 10,
            Each = 6;
        var ids = new List<Guid>();
        for (var person = 0; person < People; person++)
        {
            ids.Add(await baker.AddPersonAsync($"Shuffled {person}"));
        }
        var now = town.App.Clock.GetUtcNow();
        var events = ids.SelectMany(
                (id, person) =>
                    Enumerable
                        .Range(0, Each)
                        .Select(number => new
                        {
                            way = "device",
                            person_id = id,
                            device = "gate-9",
                            event_id = $"{person}-{number}",
                            at = now.AddHours(-number - 1),
                            offline = true,
                        })
            )
            .ToList();
        var order = new Random(7);
        var sent = events.Concat(events).Concat(events).OrderBy(_ => order.Next()).ToList();
        await Parallel.ForEachAsync(
            sent,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) => Assert.InRange((await baker.PostAsync("punches", one)).Status, 200, 201)
        );
        await town.App.InAsync(
            town.World.Bakery,
            async (FaceRekDb db) =>
                Assert.Equal(People * Each, await db.Punches.CountAsync(punch => punch.Device == "gate-9"))
        );
    }

    public static TheoryData<string> UnfitPunches =>
        new()
        {
            """{"way":"face","person_id":"ID"}""",
            """{"way":"face","person_id":"ID","challenge":"x"}""",
            """{"way":"face","person_id":"ID","challenge":"x","pictures":[]}""",
            """{"way":"pin","person_id":"ID"}""",
            """{"way":"pin","person_id":"ID","pin":"271828","pictures":["/9j/4AAQSkZJRg=="],"challenge":"x"}""",
            """{"way":"pin","person_id":"ID","pin":"271828","at":"2026-03-02T08:00:00Z"}""",
            """{"way":"device","person_id":"ID","device":"a","event_id":"b"}""",
            """{"way":"device","person_id":"ID","device":"a b","event_id":"c","at":"2026-03-02T08:00:00Z"}""",
            """{"way":"manual","person_id":"ID","at":"2026-03-02T08:00:00Z","direction":"in"}""",
            """{"way":"manual","person_id":"ID","at":"2026-03-02T08:00:00Z","reason":"x"}""",
            """{"way":"Face","person_id":"ID"}""",
            """{"way":0,"person_id":"ID"}""",
            """{"way":"pin","person_id":"ID","pin":271828}""",
            """{"way":"pin","person_id":"ID","pin":"271828","direction":"sideways"}""",
            """{"way":"pin","person_id":"ID","pin":"271828","offline":"false"}""",
            """{"way":"pin","person_id":"ID","pin":"271828","liveness":true}""",
            """{"way":"pin","person_id":"ID","pin":"271828","times":[0]}""",
            """{"way":"face","person_id":"ID","challenge":"x","pictures":["/9j/4AAQSkZJRg=="],"times":[0,200]}""",
            """{"way":"face","person_id":"ID","challenge":"x","pictures":["/9j/4AAQSkZJRg=="],"times":[-1]}""",
            """{"way":"face","person_id":"ID","challenge":"x","pictures":["/9j/4AAQSkZJRg=="],"times":[3600001]}""",
            """{"way":"face","person_id":"ID","challenge":"x","pictures":["/9j/4AAQSkZJRg=="],"times":["0"]}""",
            """{"person_id":"ID"}""",
        };

    [Theory]
    [MemberData(nameof(UnfitPunches))]
    public async Task A_punch_says_what_its_way_takes_and_nothing_else(string body) =>
        Assert.Equal(
            (400, "body_invalid"),
            (
                await baker.PostAsync(
                    "punches",
                    body.Replace("ID", town.World.EvePerson.Id.ToString(), StringComparison.Ordinal)
                )
            ).Brief
        );

    /// <summary>12, 24 and 48 megapixels, one of them progressive, and one whose end marker was lost on the way.</summary>
    [Fact]
    public async Task Pictures_of_phones_are_taken_as_they_are()
    {
        var id = await baker.AddPersonAsync("Zoë Phone");
        await ConsentAsync(id);
        byte[][] pictures =
        [
            SentFiles.Photograph(Zoe, 1, 4032, 3024),
            SentFiles.Photograph(Zoe, 2, 5712, 4284, progressive: true),
            SentFiles.Photograph(Zoe, 3, 8064, 6048),
            Capture.Frame(Zoe, 4)[..^2],
        ];
        foreach (var picture in pictures)
        {
            using var form = Capture.Form().WithFiles("picture", [picture]);
            var answer = await baker.CallAsync(HttpMethod.Post, $"people/{id}/faces", form);
            Assert.True(answer.Status == 201, answer.Text);
        }
        var seen = await baker.PostAsync("faces/verify", new { person_id = id, picture = Picture(Zoe, 40) });
        Assert.Equal("match", seen.Json.GetProperty("decision").GetString());
        var found = await baker.PostAsync("faces/detect", new { picture = Convert.ToBase64String(pictures[2]) });
        Assert.Equal(
            (8064, 6048),
            (found.Json.GetProperty("width").GetInt32(), found.Json.GetProperty("height").GetInt32())
        );
    }

    [Fact]
    public async Task What_a_picture_is_and_what_helps_is_told_with_the_code_that_clients_know()
    {
        foreach (var (file, status, sentence) in SentFiles.NotTaken)
        {
            var answer = await baker.PostAsync("faces/detect", new { picture = Convert.ToBase64String(file) });
            Assert.Equal((status, status == 415 ? "picture_format" : "picture_too_large"), answer.Brief);
            Assert.Equal(sentence, answer.Json.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_model_is_chosen_by_name_and_the_usage_is_counted()
    {
        var list = (await baker.AskAsync("models")).Json.GetProperty("items");
        Assert.Contains(
            list.EnumerateArray(),
            model => model.GetProperty("name").GetString() == "classic" && model.GetProperty("is_in_force").GetBoolean()
        );
        var chosen = (await baker.CallAsync(HttpMethod.Put, "models/in-force", new { name = "classic" })).Json;
        Assert.Equal(
            ("classic", true),
            (chosen.GetProperty("name").GetString(), chosen.GetProperty("is_in_force").GetBoolean())
        );
        Assert.Equal(
            (422, "model_unknown"),
            (await baker.CallAsync(HttpMethod.Put, "models/in-force", new { name = "../../etc" })).Brief
        );
        Assert.Equal("classic", (await baker.AskAsync("models/in-force")).Json.GetProperty("name").GetString());
        var usage = (await baker.AskAsync("usage")).Json;
        Assert.True(
            usage.GetProperty("active_people").GetInt32() > 0 && usage.GetProperty("keys_in_use").GetInt32() > 0
        );
    }

    private static IEnumerable<(byte[] Picture, int Status, string Code)> Pictures =>
        [
            ([], 400, "picture_damaged"),
            ([0xFF, 0xD8], 400, "picture_damaged"),
            ("<html></html>"u8.ToArray(), 415, "picture_format"),
            ("GIF89a"u8.ToArray(), 415, "picture_format"),
            (DrawnFaces.DrawNobody(), 422, "no_face"),
            (Capture.Frame(5, 1)[..2_000], 400, "picture_damaged"),
            (new byte[16_000_001], 413, "picture_too_large"),
        ];

    private static ByteArrayContent File(int face) => new(Capture.Frame(face, 1));

    private static HttpContent Form(string kind)
    {
        var form = Capture.Form();
        switch (kind)
        {
            case "none":
                form.Add(new StringContent("2"), "top");
                break;
            case "two":
                form.WithFiles("picture", [Capture.Frame(Zoe, 1), Capture.Frame(Zoe, 2)]);
                break;
            case "a thousand":
                for (var part = 0; part < 1_000; part++)
                {
                    form.Add(new StringContent("1"), $"p{part}");
                }
                break;
            case "long name":
                form.Add(File(Zoe), new string('x', 10_000), "a.jpg");
                break;
            case "unknown name":
                form.Add(File(Zoe), "file", "../../x.jpg");
                break;
            case "field twice":
                form.Add(File(Zoe), "picture", "a.jpg");
                form.Add(new StringContent("1"), "top");
                form.Add(new StringContent("2"), "top");
                break;
            case "no boundary":
                return Typed(new ByteArrayContent("--x--"u8.ToArray()), "multipart/form-data");
            case "broken off":
                return Typed(
                    new ByteArrayContent(
                        "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a\"\r\n\r\nabc"u8.ToArray()
                    ),
                    "multipart/form-data; boundary=x"
                );
            case "text":
                return Typed(new ByteArrayContent("picture"u8.ToArray()), "text/plain");
            case "gzip":
                form.Add(File(Zoe), "picture", "a.jpg");
                form.Headers.ContentEncoding.Add("gzip");
                break;
            default:
                form.WithFiles("picture", [new byte[22_000_000]]);
                break;
        }
        return form;
    }

    private static ByteArrayContent Typed(ByteArrayContent content, string type)
    {
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private async Task<Guid> EnrolledAsync(string name, int face)
    {
        var id = await baker.AddPersonAsync(name);
        await ConsentAsync(id);
        for (var moment = 1; moment <= 3; moment++)
        {
            using var form = Capture.Form().WithFiles("picture", [Capture.Frame(face, moment)]);
            var answer = await baker.CallAsync(HttpMethod.Post, $"people/{id}/faces", form);
            Assert.True(answer.Status == 201, answer.Text);
        }
        return id;
    }

    private async Task ConsentAsync(Guid id)
    {
        consenting.Add(id);
        var version = (await baker.AskAsync("consent-text")).Json.GetProperty("version").GetInt32();
        Assert.Equal(
            201,
            (
                await baker.PostAsync(
                    $"people/{id}/consents",
                    new { text_version = version, statement = "Signed on paper." }
                )
            ).Status
        );
    }

    private static async Task<ApiCalls.Answer> PunchByFaceAsync(HttpClient client, Guid id, int face) =>
        await PunchAsync(client, id, face, await ChallengeAsync(client, id));

    private static async Task<string> ChallengeAsync(HttpClient client, Guid id)
    {
        var answer = await client.PostAsync("challenges", new { person_id = id });
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetString()!;
    }

    private static Task<ApiCalls.Answer> PunchAsync(HttpClient client, Guid id, int face, string challenge) =>
        client.PostAsync(
            "punches",
            new
            {
                way = "face",
                person_id = id,
                challenge,
                pictures = Capture.Burst(face).Select(Convert.ToBase64String),
            }
        );

    private static string Picture(int face, int moment) => Convert.ToBase64String(Capture.Frame(face, moment));
}

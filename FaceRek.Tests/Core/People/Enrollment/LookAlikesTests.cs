using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Management;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.People.Enrollment;

/// <summary>Who is asked for a PIN, and the effect of another threshold on the last check-ins. No picture is read.</summary>
public class LookAlikesTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static readonly ModelId Other = new("other", "1");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pair_counts_under_its_own_model_while_the_other_one_is_active()
    {
        var (one, two, three, four) = (
            await EnrolledAsync(),
            await EnrolledAsync(),
            await EnrolledAsync(),
            await EnrolledAsync()
        );
        await NoteAsync(ModelId.Classic, new LookAlikePair(one, two, 0.9f));
        await NoteAsync(Other, new LookAlikePair(three, four, 0.9f));
        Assert.Equal(
            (true, true, false, false),
            (await AnyAsync(one), await AnyAsync(two), await AnyAsync(three), await AnyAsync(Guid.CreateVersion7()))
        );
        await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(two, Cancellation));
        Assert.Equal((false, true), (await AnyAsync(one), await AnyAsync(two)));
    }

    [Fact]
    public async Task A_pair_is_kept_once_whichever_is_named_first_and_only_of_people_with_faces()
    {
        var (one, two, bare) = (await EnrolledAsync(), await EnrolledAsync(), (await house.NewPersonAsync()).Id);
        var (small, large) = one.CompareTo(two) < 0 ? (one, two) : (two, one);
        await NoteAsync(ModelId.Classic, new LookAlikePair(large, small, 0.8f));
        await NoteAsync(ModelId.Classic, new LookAlikePair(small, large, 0.9f), new LookAlikePair(one, bare, 0.9f));
        await NoteAsync(Other, new LookAlikePair(small, large, 0.7f));
        var pairs = await house.InAsync(
            (FaceRekDb db) => db.LookAlikes.OfPerson(one).OrderBy(pair => pair.Model).ToListAsync(Cancellation)
        );
        Assert.Equal(
            [
                (small, large, ModelId.Classic.ToString(), 0.8f, house.At(0, 12)),
                (small, large, "other/1", 0.7f, house.At(0, 12)),
            ],
            pairs.Select(pair => (pair.OneId, pair.OtherId, pair.Model, pair.Score, pair.FoundAt))
        );
        Assert.Equal(2, await house.InAsync((FaceRekDb db) => db.LookAlikes.OfPerson(two).CountAsync(Cancellation)));

        // New findings replace earlier ones under the active model.
        var three = await EnrolledAsync();
        await house.InAsync(
            async (LookAlikes alike) =>
            {
                await alike.ReplaceAsync([new LookAlikePair(one, three, 0.6f)], Cancellation);
                return 0;
            }
        );
        var now = await house.InAsync(
            (FaceRekDb db) => db.LookAlikes.OfPerson(one).OrderBy(pair => pair.Model).ToListAsync(Cancellation)
        );
        Assert.Equal(
            [(ModelId.Classic.ToString(), 0.6f), ("other/1", 0.7f)],
            now.Select(pair => (pair.Model, pair.Score))
        );
    }

    [Fact]
    public async Task Another_threshold_is_tried_on_the_check_ins_of_thirty_days()
    {
        var (person, now, number) = ((await house.NewPersonAsync()).Id, house.At(0, 12), 0);
        Punch Punched(float? score, DateTimeOffset at, PunchWay way = PunchWay.Face, string? model = null) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                Number = ++number,
                At = at,
                Zone = "Europe/London",
                Direction = Direction.In,
                DirectionSource = DirectionSource.Choice,
                Way = way,
                RecordedAt = at,
                RecordedById = house.World.Ben.Id,
                Model = model ?? ModelId.Classic.ToString(),
                Score = score,
                Threshold = 0.5f,
            };
        CheckInAttempt Tried(float? score, DateTimeOffset at, string? model = null) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                At = at,
                Way = PunchWay.Face,
                Outcome = AttemptOutcome.NotRecognised,
                Model = model ?? ModelId.Classic.ToString(),
                Score = score,
            };
        await house.SaveAsync(
            Punched(0.7f, now.AddDays(-1)),
            Punched(0.6f, now.AddDays(-2)),
            Punched(0.5f, now.AddDays(-30).AddSeconds(1)),
            Punched(0.1f, now.AddDays(-30)),
            Punched(0.1f, now.AddDays(-3), PunchWay.Pin),
            Punched(0.1f, now.AddDays(-4), model: "other/1"),
            Punched(null, now.AddDays(-5))
        );
        await house.SaveAsync(
            Tried(0.4f, now.AddDays(-1)),
            Tried(0.6f, now.AddDays(-30).AddSeconds(1)),
            Tried(0.59f, now.AddDays(-2)),
            Tried(0.9f, now.AddDays(-30)),
            Tried(0.9f, now.AddDays(-1), "other/1"),
            Tried(null, now.AddDays(-1))
        );
        var (one, two) = (await EnrolledAsync(), await EnrolledAsync());
        await NoteAsync(ModelId.Classic, new LookAlikePair(one, person, 0.95f), new LookAlikePair(one, two, 0.8f));
        await NoteAsync(Other, new LookAlikePair(one, two, 0.99f));
        // These template rows contain no faces: they must not be decrypted.
        await house.InAsync((FaceRekDb db) => db.FaceTemplates.ExecuteDeleteAsync(Cancellation));

        var view = await house.InAsync((CalibrationDesk desk) => desk.LookAsync(0.6f, Cancellation));
        Assert.Equal((new WhatIf(3, 1, 3, 1), 0.6f), (view.WhatIf, view.Threshold));
        Assert.Equal(0.8f, view.Pairs.Single(pair => new[] { pair.One.Id, pair.Other.Id }.Contains(two)).Score);
        Assert.Equal(
            view.Policy.Threshold,
            (await house.InAsync((CalibrationDesk desk) => desk.LookAsync(null, Cancellation))).Threshold
        );
        Assert.Equal(
            view.Policy.Threshold,
            (await house.InAsync((CalibrationDesk desk) => desk.LookAsync(float.NaN, Cancellation))).Threshold
        );
    }

    [Fact]
    public async Task A_trial_counts_what_both_models_said_in_thirty_days()
    {
        var (person, now) = ((await house.NewPersonAsync()).Id, house.At(0, 12));
        ShadowScore Look(DateTimeOffset at, string? inForce = null, string? tried = null) =>
            new()
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                At = at,
                Model = inForce ?? ModelId.Classic.ToString(),
                Score = 0.9f,
                Threshold = 0.5f,
                ReadMs = 1,
                CandidateModel = tried ?? Other.ToString(),
                CandidateScore = 0.4f,
                CandidateThreshold = 0.5f,
                CandidateReadMs = 2,
            };
        await house.SaveAsync(
            Look(now),
            Look(now.AddDays(-30).AddSeconds(1)),
            Look(now.AddDays(-30)),
            Look(now, inForce: "third/1"),
            Look(now, tried: "third/1")
        );
        Assert.Equal(
            new ShadowComparison(0, 2, 0, 0, 1, 2),
            await house.InAsync((ShadowResults results) => results.OfAsync(Other, Cancellation))
        );
    }

    [Fact]
    public async Task Only_active_people_with_a_face_of_the_active_model_are_compared()
    {
        var (enrolled, bare) = (await EnrolledAsync(), (await house.NewPersonAsync()).Id);
        await house.SaveAsync(
            new FaceTemplate
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = bare,
                ModelName = Other.Name,
                ModelVersion = Other.Version,
                Sealed = [1],
                CreatedAt = house.At(-1, 9),
                CreatedById = house.World.Ben.Id,
            }
        );
        await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(enrolled, Cancellation));
        foreach (
            var (person, expected) in new[]
            {
                (enrolled, typeof(VerificationOutcome.NotFound)),
                (Guid.CreateVersion7(), typeof(VerificationOutcome.NotFound)),
                (house.World.HarbourPerson.Id, typeof(VerificationOutcome.NotFound)),
                (bare, typeof(VerificationOutcome.NotEnrolled)),
            }
        )
        {
            Assert.IsType(
                expected,
                await house.InAsync(
                    (IdentificationDesk desk) =>
                        desk.VerifyAsync(person, "no picture"u8.ToArray(), PictureLimits.Upload, Cancellation)
                )
            );
        }
    }

    private Task<bool> AnyAsync(Guid person) =>
        house.InAsync((LookAlikes alike) => alike.AnyOfAsync(person, Cancellation));

    private Task<int> NoteAsync(ModelId model, params LookAlikePair[] pairs) =>
        house.InAsync(
            async (IServiceProvider services) =>
            {
                await ((LookAlikes)services.GetService(typeof(LookAlikes))!).NoteAsync(pairs, model, Cancellation);
                return await ((FaceRekDb)services.GetService(typeof(FaceRekDb))!).SaveChangesAsync(Cancellation);
            }
        );

    private async Task<Guid> EnrolledAsync()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.SaveAsync(
            new FaceTemplate
            {
                OrganizationId = house.World.Bakery.Id,
                PersonId = person,
                ModelName = ModelId.Classic.Name,
                ModelVersion = ModelId.Classic.Version,
                Sealed = [1],
                CreatedAt = house.At(-1, 9),
                CreatedById = house.World.Ben.Id,
            }
        );
        return person;
    }
}

using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Recognition;

namespace FaceRek.Tests.Core.Attendance.CheckIn;

/// <summary>Limits of a check-in that need no camera: tickets, replays, attempts, messages and counts.</summary>
public sealed class CheckInRulesTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_ticket_is_good_for_exactly_half_a_minute()
    {
        var ticket = new CheckInChallenge
        {
            Id = "x",
            OrganizationId = default,
            SignInHash = [],
            IssuedAt = Nine,
        };
        Assert.Equal(
            (false, false, true),
            (ticket.IsLate(Nine), ticket.IsLate(Nine.AddSeconds(30)), ticket.IsLate(Nine.AddSeconds(30).AddTicks(1)))
        );
        Assert.Equal(TimeSpan.FromSeconds(30), CheckInChallenge.Lifetime);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("new", false)]
    [InlineData("alike", true)]
    [InlineData("alike new", true)]
    [InlineData("alike new new", false)]
    [InlineData("alike alike new", true)]
    [InlineData("alike alike new new", true)]
    [InlineData("alike alike new new new", false)]
    [InlineData("same new new new new", true)]
    [InlineData("near new new new", false)]
    public void Half_a_burst_that_looks_like_one_before_or_a_single_file_of_it_is_a_replay(string frames, bool isReplay)
    {
        // Three of 64 signs apart is alike, four is not.
        var before = BurstFingerprint.Pack([new FrameHash(1, 0), new FrameHash(2, ulong.MaxValue)]);
        UInt128 number = 100;
        FrameHash Of(string word) =>
            word switch
            {
                "same" => new FrameHash(2, 0xF0F0),
                "alike" => new FrameHash(++number, 0b111),
                "near" => new FrameHash(++number, 0b1111),
                _ => new FrameHash(++number, 0xFF00FF00),
            };
        Assert.Equal(
            isReplay,
            BurstFingerprint.AreAmong([.. frames.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of)], before)
        );
        Assert.Equal(48, before.Length);
        Assert.False(BurstFingerprint.AreAmong([new FrameHash(1, 0)], []));
    }

    [Fact]
    public void A_burst_is_packed_frame_by_frame()
    {
        var packed = BurstFingerprint.Pack([new FrameHash(1, 2), new FrameHash(UInt128.MaxValue, 3)]);
        Assert.Equal(
            [.. new byte[15], 1, .. new byte[7], 2, .. Enumerable.Repeat((byte)0xFF, 16), .. new byte[7], 3],
            packed
        );
        Assert.Equal((TimeSpan.FromDays(90), TimeSpan.FromDays(90)), (BurstFingerprint.Kept, ShadowScore.Kept));
    }

    [Fact]
    public void Each_way_closes_after_its_own_number_of_failures()
    {
        static DateTimeOffset? After(LockoutRule limit, int failures, int seconds, DateTimeOffset now) =>
            limit.ClosedUntil(Enumerable.Range(0, failures).Select(index => Nine.AddSeconds(index * seconds)), now);

        // Five wrong PINs in a quarter of an hour lock it for another quarter after the last.
        Assert.Null(After(LockoutRule.Pin, 4, 1, Nine.AddSeconds(5)));
        Assert.Equal(Nine.AddSeconds(4).AddMinutes(15), After(LockoutRule.Pin, 5, 1, Nine.AddSeconds(5)));
        Assert.Equal(Nine.AddMinutes(30), After(LockoutRule.Pin, 5, 225, Nine.AddMinutes(20)));
        Assert.Null(After(LockoutRule.Pin, 5, 226, Nine.AddMinutes(20)));
        Assert.Null(After(LockoutRule.Pin, 5, 225, Nine.AddMinutes(30)));
        // Ten failures of any people in ten minutes lock the reception for ten.
        Assert.Null(After(LockoutRule.Reception, 9, 1, Nine.AddSeconds(10)));
        Assert.Equal(Nine.AddSeconds(9).AddMinutes(10), After(LockoutRule.Reception, 10, 1, Nine.AddSeconds(10)));
        Assert.Null(After(LockoutRule.Reception, 10, 67, Nine.AddMinutes(11)));
        Assert.Equal(
            (TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(20)),
            (LockoutRule.Camera.Memory, LockoutRule.Pin.Memory, LockoutRule.Reception.Memory)
        );
    }

    [Fact]
    public void Two_models_are_compared_by_what_each_would_have_accepted()
    {
        ShadowScore[] scores =
        [
            Score(0.5f, 0.6f, 9, 1),
            Score(0.5f, 0.59f, 1, 2),
            Score(0.49f, 0.6f, 5, 9),
            Score(null, null, 4, 8),
        ];
        Assert.Equal(
            [(true, true), (true, false), (false, true), (false, false)],
            scores.Select(one => (one.IsMatch, one.CandidateIsMatch))
        );
        var comparison = ShadowComparison.Of([.. scores, Score(0.9f, 0.1f, 2, 5)]);
        Assert.Equal(new ShadowComparison(1, 2, 1, 1, 4, 5), comparison);
        Assert.Equal(5, comparison.Looks);
        Assert.Equal((5, 8), ShadowComparison.Of(scores) is var even ? (even.ReadMs, even.TriedReadMs) : default);
        Assert.Equal(new ShadowComparison(0, 0, 0, 0, 0, 0), ShadowComparison.Of([]));
    }

    [Fact]
    public void A_burst_is_told_and_noted_as_what_it_was()
    {
        MatchResult Result(MatchDecision decision) =>
            new(decision, ModelId.Classic, Guid.CreateVersion7(), null, 0.4f, 0.5f, null);
        foreach (
            var (reading, outcome, attempt) in new (BurstResult, CheckInOutcome, AttemptOutcome?)[]
            {
                (
                    new BurstResult.NotRecognised(Result(MatchDecision.Unknown), QualityFlaw.TooDark),
                    new CheckInOutcome.NotRecognised(QualityFlaw.TooDark),
                    AttemptOutcome.NotRecognised
                ),
                (
                    new BurstResult.NotRecognised(Result(MatchDecision.Ambiguous), QualityFlaw.TooDark),
                    new CheckInOutcome.Ambiguous(),
                    AttemptOutcome.Ambiguous
                ),
                (new BurstResult.SeveralPeople(), new CheckInOutcome.SeveralPeople(), AttemptOutcome.SeveralPeople),
                (new BurstResult.NoFace(), new CheckInOutcome.NoFace(), null),
                (new BurstResult.NotEnrolled(), new CheckInOutcome.NotEnrolled(), null),
                (
                    new BurstResult.NotLive(LivenessError.SeenBefore, true),
                    new CheckInOutcome.NotLive(true),
                    AttemptOutcome.NotLive
                ),
                (
                    new BurstResult.NotLive(LivenessError.SeenBefore, false),
                    new CheckInOutcome.NotLive(false),
                    AttemptOutcome.NotLive
                ),
                (
                    new BurstResult.Unreadable(PictureError.Damaged),
                    new CheckInOutcome.Unreadable(PictureError.Damaged),
                    null
                ),
            }
        )
        {
            Assert.Equal((outcome, attempt), (reading.Outcome, reading.Attempt));
            Assert.Equal((reading as BurstResult.NotRecognised)?.Result, reading.Match);
            Assert.Equal((reading as BurstResult.NotLive)?.Error, reading.LivenessError);
        }
        var poor = new BurstResult.Poor([QualityFlaw.TooDark]);
        Assert.Equal(
            (AttemptOutcome.PoorPicture, QualityFlaw.TooDark),
            (poor.Attempt!.Value, Assert.Single(Assert.IsType<CheckInOutcome.PoorPicture>(poor.Outcome).Flaws))
        );
        var match = Result(MatchDecision.Match);
        var recognised = new BurstResult.Recognised(match);
        Assert.Equal((match, null, null), (recognised.Match, recognised.Attempt, recognised.LivenessError));
        Assert.Throws<InvalidOperationException>(() => recognised.Outcome);
    }

    [Fact]
    public async Task Frames_wait_for_a_trial_only_where_there_is_one_and_never_many()
    {
        var (room, trying, plain) = (new ShadowQueue(), Named("a", "next"), Named("b", null));
        room.Offer(new ShadowFrame(plain, Guid.CreateVersion7(), new byte[1]));
        var first = Guid.CreateVersion7();
        for (var index = 0; index < 20; index++)
        {
            room.Offer(new ShadowFrame(trying, index == 0 ? first : Guid.CreateVersion7(), new byte[1]));
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var seen = new List<ShadowFrame>();
        try
        {
            await foreach (var look in room.TakeAllAsync(enough.Token))
            {
                seen.Add(look);
                if (seen.Count == 16)
                {
                    await enough.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(16, seen.Count);
        }
        Assert.Equal((16, first), (seen.Count, seen[0].PersonId));
        Assert.All(seen, look => Assert.Same(trying, look.Organization));

        static Organization Named(string slug, string? trial) =>
            new()
            {
                Name = slug,
                Slug = slug,
                Zone = "Europe/London",
                FaceModel = "classic",
                CandidateModel = trial,
                CreatedAt = Nine,
            };
    }

    [Fact]
    public async Task News_of_one_board_wake_only_those_who_look_at_it()
    {
        var (board, bakery, harbour) = (new BoardNotifier(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var ours = board
            .ListenAsync(bakery, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var theirs = board
            .ListenAsync(harbour, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var (here, there) = (ours.MoveNextAsync().AsTask(), theirs.MoveNextAsync().AsTask());
        board.Publish(bakery);
        Assert.True(await here.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.False(there.IsCompleted);
        board.Publish(harbour);
        Assert.True(await there.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_punch_shows_the_clock_of_its_place_and_that_it_was_moved()
    {
        var punch = NewPunch();
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.FromHours(9)), punch.LocalAt);
        var moved = CountingPunch.Of(punch) with { At = Nine.AddHours(1) };
        Assert.Equal((true, 19), (moved.IsMoved, moved.LocalAt.Hour));
        Assert.False(CountingPunch.Of(punch).IsMoved);
    }

    [Fact]
    public void Webhooks_tell_facts_by_their_names_and_nothing_more()
    {
        var punch = NewPunch();
        Assert.Equal(
            new PunchPayload(punch.Id, punch.PersonId, "E-1", 7, Nine, "Asia/Tokyo", "out", "choice", "pin"),
            PunchPayload.Of(punch, "E-1")
        );
        var request = new CorrectionRequest
        {
            OrganizationId = default,
            PersonId = punch.PersonId,
            On = new DateOnly(2026, 3, 2),
            Kind = CorrectionKind.Add,
            At = Nine,
            Direction = Direction.In,
            Reason = "secret",
            RequestedById = default,
            RequestedAt = Nine,
        };
        Assert.Equal(
            new CorrectionPayload(
                request.Id,
                punch.PersonId,
                new DateOnly(2026, 3, 2),
                "add",
                null,
                Nine,
                "in",
                "pending"
            ),
            CorrectionPayload.Of(request)
        );
        var approver = Guid.CreateVersion7();
        request.Decide(CorrectionStatus.Refused, approver, "no", Nine.AddDays(1));
        Assert.Equal(
            (CorrectionStatus.Refused, approver, "no", Nine.AddDays(1), "refused"),
            (
                request.Status,
                request.DecidedById!.Value,
                request.DecisionNote,
                request.DecidedAt!.Value,
                CorrectionPayload.Of(request).Status
            )
        );
        Assert.Throws<InvalidOperationException>(() => request.Decide(CorrectionStatus.Approved, approver, null, Nine));
    }

    private static Punch NewPunch() =>
        new()
        {
            OrganizationId = default,
            PersonId = Guid.CreateVersion7(),
            Number = 7,
            At = Nine,
            Zone = "Asia/Tokyo",
            Direction = Direction.Out,
            DirectionSource = DirectionSource.Choice,
            Way = PunchWay.Pin,
            RecordedAt = Nine,
            RecordedById = default,
        };

    private static ShadowScore Score(float? score, float? tried, float ms, float triedMs) =>
        new()
        {
            OrganizationId = default,
            PersonId = default,
            At = Nine,
            Model = "a",
            Score = score,
            Threshold = 0.5f,
            ReadMs = ms,
            CandidateModel = "b",
            CandidateScore = tried,
            CandidateThreshold = 0.6f,
            CandidateReadMs = triedMs,
        };
}

using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;

namespace FaceRek.Core.Attendance;

/// <summary>What a whole burst of frames says about one claimed person.</summary>
public abstract record BurstResult
{
    private BurstResult() { }

    public abstract CheckInOutcome Outcome { get; }

    /// <summary>How the try is noted; null for what is the camera's fault and not a try.</summary>
    public virtual AttemptOutcome? Attempt => null;

    public virtual MatchResult? Match => null;

    /// <summary>Why it was not taken for a living person; null where something else decided.</summary>
    public virtual LivenessFault? LivenessFault => null;

    /// <summary>By which its frames are known again; empty where liveness is off.</summary>
    public IReadOnlyList<FrameHash> Hashes { get; init; } = [];

    public sealed record Recognised(MatchResult Result) : BurstResult
    {
        public override MatchResult Match => Result;
        public override CheckInOutcome Outcome =>
            throw new InvalidOperationException("A recognised burst becomes a punch.");
    }

    public sealed record NotRecognised(MatchResult Result, QualityFlaw? Hint) : BurstResult
    {
        public override MatchResult Match => Result;
        public override CheckInOutcome Outcome =>
            Result.Decision == MatchDecision.Ambiguous
                ? new CheckInOutcome.Ambiguous()
                : new CheckInOutcome.NotRecognised(Hint);
        public override AttemptOutcome? Attempt =>
            Result.Decision == MatchDecision.Ambiguous ? AttemptOutcome.Ambiguous : AttemptOutcome.NotRecognised;
    }

    public sealed record SeveralPeople : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.SeveralPeople();
        public override AttemptOutcome? Attempt => AttemptOutcome.SeveralPeople;
    }

    public sealed record NotLive(LivenessFault Fault, bool MovesWereAsked) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotLive(MovesWereAsked);
        public override AttemptOutcome? Attempt => AttemptOutcome.NotLive;
        public override LivenessFault? LivenessFault => Fault;
    }

    public sealed record Poor(IReadOnlyList<QualityFlaw> Flaws) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.PoorPicture(Flaws);
        public override AttemptOutcome? Attempt => AttemptOutcome.PoorPicture;
    }

    public sealed record NoFace : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NoFace();
    }

    public sealed record Unreadable(PictureFault Fault) : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.Unreadable(Fault);
    }

    public sealed record NotEnrolled : BurstResult
    {
        public override CheckInOutcome Outcome => new CheckInOutcome.NotEnrolled();
    }
}

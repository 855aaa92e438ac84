using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;

namespace FaceRek.Core.Attendance;

/// <summary>What became of one try to punch. Only <see cref="Recorded"/> made one.</summary>
public abstract record CheckInOutcome
{
    private CheckInOutcome() { }

    public sealed record Recorded(Punch Punch) : CheckInOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>; it stands.</summary>
    public sealed record Repeated(Punch First) : CheckInOutcome;

    /// <param name="Hint">What in the picture may have spoilt it; null when nothing stands out.</param>
    public sealed record NotRecognised(QualityFlaw? Hint) : CheckInOutcome;

    /// <summary>Nobody was named, and two people are too near to each other to say which it is.</summary>
    public sealed record Ambiguous : CheckInOutcome;

    /// <summary>Nobody was named, and the model cannot tell so many people apart within the organization's budget; nobody was looked for.</summary>
    public sealed record TooRisky : CheckInOutcome;

    /// <summary>The face is right, and so alike to somebody else's here that it is not enough.</summary>
    public sealed record PinToo : CheckInOutcome;

    public sealed record SeveralPeople : CheckInOutcome;

    public sealed record NoFace : CheckInOutcome;

    public sealed record PoorPicture(IReadOnlyList<QualityFlaw> Flaws) : CheckInOutcome;

    /// <summary>Whoever stands before the camera is not told why: that would teach how to get past.</summary>
    /// <param name="MovesWereAsked">Whether there were arrows to follow.</param>
    public sealed record NotLive(bool MovesWereAsked) : CheckInOutcome;

    public sealed record Unreadable(PictureFault Fault) : CheckInOutcome;

    public sealed record NotActive : CheckInOutcome;

    public sealed record NoConsent : CheckInOutcome;

    public sealed record NotEnrolled : CheckInOutcome;

    /// <summary>Too many failures: this way opens again at <paramref name="Until"/>, the others are open.</summary>
    public sealed record Closed(DateTimeOffset Until) : CheckInOutcome;

    public sealed record ChallengeUsed : CheckInOutcome;

    public sealed record ChallengeLate : CheckInOutcome;

    /// <summary>No such challenge for this person and sign-in.</summary>
    public sealed record ChallengeUnknown : CheckInOutcome;

    /// <summary>The person's site lets them check in at a site only.</summary>
    public sealed record Elsewhere(LocationRefusal Refusal) : CheckInOutcome;

    public sealed record WrongPin : CheckInOutcome;

    /// <summary>The person has not chosen one.</summary>
    public sealed record NoPin : CheckInOutcome;
}

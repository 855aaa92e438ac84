namespace FaceRek.Core.Attendance.Corrections;

public abstract record CorrectionOutcome
{
    private CorrectionOutcome() { }

    public sealed record Done(CorrectionRequest Request) : CorrectionOutcome;

    public sealed record NotFound : CorrectionOutcome;

    public sealed record ReasonMissing : CorrectionOutcome;

    /// <summary>A time, or in or out, or the punch is missing.</summary>
    public sealed record Incomplete : CorrectionOutcome;

    public sealed record InTheFuture : CorrectionOutcome;

    /// <summary>More than <see cref="CorrectionDesk.MaxAge"/>.</summary>
    public sealed record TooLongAgo : CorrectionOutcome;

    public sealed record Locked(DateOnly From, DateOnly Until) : CorrectionOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>.</summary>
    public sealed record Repeated(DateTimeOffset At) : CorrectionOutcome;

    public sealed record TooManyWaiting : CorrectionOutcome;

    /// <summary>Larger than <see cref="CorrectionAttachment.MaxBytes"/>, or none of PDF, JPEG and PNG.</summary>
    public sealed record UnfitPaper : CorrectionOutcome;

    /// <summary>Nobody decides their own.</summary>
    public sealed record OwnRequest : CorrectionOutcome;

    /// <summary>Somebody decided it already.</summary>
    public sealed record Decided(CorrectionStatus Status) : CorrectionOutcome;
}

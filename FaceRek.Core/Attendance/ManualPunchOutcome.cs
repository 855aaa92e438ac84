namespace FaceRek.Core.Attendance;

public abstract record ManualPunchOutcome
{
    private ManualPunchOutcome() { }

    public sealed record Recorded(Punch Punch) : ManualPunchOutcome;

    public sealed record Repeated(Punch First) : ManualPunchOutcome;

    /// <summary>Its period is locked: it waits as a request until the period is opened.</summary>
    public sealed record Waits(DateOnly From, DateOnly Until) : ManualPunchOutcome;

    public sealed record NotFound : ManualPunchOutcome;

    public sealed record ReasonMissing : ManualPunchOutcome;

    public sealed record InTheFuture : ManualPunchOutcome;

    public sealed record TooLongAgo : ManualPunchOutcome;

    public sealed record OwnPunch : ManualPunchOutcome;
}

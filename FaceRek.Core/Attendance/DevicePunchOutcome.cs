namespace FaceRek.Core.Attendance;

public abstract record DevicePunchOutcome
{
    private DevicePunchOutcome() { }

    public sealed record Recorded(Punch Punch) : DevicePunchOutcome;

    /// <summary>The same event came before; this is its punch.</summary>
    public sealed record Known(Punch Punch) : DevicePunchOutcome;

    /// <summary>The device used the event's id for something else before.</summary>
    public sealed record OtherEvent : DevicePunchOutcome;

    /// <summary>There is a punch of the person within <see cref="Punch.RepeatWindow"/>; it stands.</summary>
    public sealed record Repeated(Punch First) : DevicePunchOutcome;

    public sealed record NotFound : DevicePunchOutcome;

    public sealed record NotActive : DevicePunchOutcome;

    /// <summary>In the future, or longer ago than a device may be without a line: somebody has to look at it.</summary>
    public sealed record TimeUnbelievable : DevicePunchOutcome;
}

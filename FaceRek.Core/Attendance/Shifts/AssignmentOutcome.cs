namespace FaceRek.Core.Attendance.Shifts;

public abstract record AssignmentOutcome
{
    private AssignmentOutcome() { }

    public sealed record Saved(Guid Id) : AssignmentOutcome;

    /// <summary>There is one on some of these days already.</summary>
    public sealed record Overlaps(ShiftAssignment Other) : AssignmentOutcome;

    public sealed record EndsBeforeItBegins : AssignmentOutcome;

    /// <summary>More than <see cref="AssignmentDesk.MaxAge"/> before today.</summary>
    public sealed record TooLongAgo : AssignmentOutcome;

    public sealed record NotFound : AssignmentOutcome;
}

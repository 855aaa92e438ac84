namespace FaceRek.Core.Attendance.Days;

public abstract record DecisionOutcome
{
    private DecisionOutcome() { }

    public sealed record Decided : DecisionOutcome;

    /// <summary>There is no such exception on that day, or not any longer.</summary>
    public sealed record NotFound : DecisionOutcome;

    /// <summary>Nobody decides about their own day.</summary>
    public sealed record OwnDay : DecisionOutcome;

    public sealed record Locked : DecisionOutcome;

    public sealed record NoteTooLong : DecisionOutcome;
}

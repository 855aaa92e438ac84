namespace FaceRek.Core.Attendance.Periods;

public abstract record PeriodOutcome
{
    private PeriodOutcome() { }

    public sealed record Done(PeriodLock Period) : PeriodOutcome;

    public sealed record NotFound : PeriodOutcome;

    public sealed record EndsBeforeItBegins : PeriodOutcome;

    /// <summary>More days than <see cref="PeriodDesk.MaxDays"/>.</summary>
    public sealed record TooLong : PeriodOutcome;

    /// <summary>Its last day is not over, or a shift of it is still open.</summary>
    public sealed record NotOver : PeriodOutcome;

    public sealed record Overlaps(PeriodLock Other) : PeriodOutcome;

    public sealed record ReasonMissing : PeriodOutcome;
}

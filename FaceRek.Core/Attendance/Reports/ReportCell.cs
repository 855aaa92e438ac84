namespace FaceRek.Core.Attendance.Reports;

/// <summary>One figure or word of a report; how it is written is the writer's matter.</summary>
public abstract record ReportCell
{
    private ReportCell() { }

    public static readonly ReportCell None = new Nothing();

    public sealed record Nothing : ReportCell;

    /// <summary>What people wrote: names and numbers of theirs.</summary>
    public sealed record Text(string Value) : ReportCell;

    /// <summary>One of our own words, to be translated.</summary>
    public sealed record Word(string Value) : ReportCell;

    public sealed record Day(DateOnly Value) : ReportCell;

    /// <param name="Value">On the wall clock of the day's zone.</param>
    public sealed record Clock(TimeOnly Value) : ReportCell;

    /// <param name="Seconds">Written as hh:mm, and in files as decimal hours beside it.</param>
    public sealed record Length(int Seconds) : ReportCell;

    public sealed record Count(int Value) : ReportCell;
}

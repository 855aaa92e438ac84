using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Time;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>The content of a report: its columns, and its lines for one person's days.</summary>
public abstract class Report
{
    private static readonly Report[] All =
    [
        new RegisterReport(),
        new MusterReport(),
        new LateReport(),
        new OvertimeReport(),
        new AbsenceReport(),
        new PayrollReport(),
    ];

    public abstract ReportKind Kind { get; }

    public static Report Of(ReportKind kind) =>
        Array.Find(All, report => report.Kind == kind) ?? throw new ArgumentOutOfRangeException(nameof(kind));

    public abstract IReadOnlyList<ReportColumn> Columns(ReportContext context);

    /// <summary>Each with a cell for each column.</summary>
    public abstract IEnumerable<IReadOnlyList<ReportCell>> Lines(PersonDays person, ReportContext context);

    protected static ReportCell Text(string? text) =>
        string.IsNullOrEmpty(text) ? ReportCell.None : new ReportCell.Text(text);

    protected static ReportCell Length(int seconds) => new ReportCell.Length(seconds);

    /// <summary>Empty for zero.</summary>
    protected static ReportCell Some(int seconds) => seconds == 0 ? ReportCell.None : new ReportCell.Length(seconds);

    protected static ReportCell Clock(AttendanceDay day, DateTimeOffset? at) =>
        at is { } moment
            ? new ReportCell.Clock(TimeOnly.FromDateTime(WallClock.Of(day.Zone).Show(moment).DateTime))
            : ReportCell.None;

    protected static ReportCell Status(AttendanceDay day, ReportContext context) =>
        new ReportCell.Word(DayStatusText.Of(day.StatusAt(context.Now)));
}

public enum ReportKind
{
    /// <summary>A line for each day of each person.</summary>
    Register,

    /// <summary>A line for each person, a letter for each day.</summary>
    Muster,

    Late,
    Overtime,
    Absence,

    /// <summary>A line for each person with what payroll needs.</summary>
    Payroll,
}

/// <summary>One figure or word of a report; the writer formats it.</summary>
public abstract record ReportCell
{
    private ReportCell() { }

    public static readonly ReportCell None = new Nothing();

    public sealed record Nothing : ReportCell;

    /// <summary>Text entered by people: their names and numbers.</summary>
    public sealed record Text(string Value) : ReportCell;

    /// <summary>One of our own words, to be translated.</summary>
    public sealed record Word(string Value) : ReportCell;

    public sealed record Day(DateOnly Value) : ReportCell;

    /// <param name="Value">In the local time of the day.</param>
    public sealed record Clock(TimeOnly Value) : ReportCell;

    /// <param name="Seconds">Written as hh:mm, and in files also as decimal hours.</param>
    public sealed record Length(int Seconds) : ReportCell;

    public sealed record Count(int Value) : ReportCell;
}

/// <param name="Title">One of our own words, unique in its report.</param>
/// <param name="InFileOnly">Repeats on each line of a file what a page says once.</param>
public sealed record ReportColumn(
    string Title,
    ReportColumnKind Kind = ReportColumnKind.Words,
    bool InFileOnly = false
);

public enum ReportColumnKind
{
    Words,
    Number,

    /// <summary>A duration: two columns in files.</summary>
    Length,
}

/// <summary>Information about a whole report.</summary>
/// <param name="Now">Days that are not settled at this moment are marked.</param>
/// <param name="LockHash">Hash of the locked period that contains all its days; null while figures may still change.</param>
public sealed record ReportContext(ReportScope Scope, PolicyHistory Policies, DateTimeOffset Now, string? LockHash)
{
    /// <summary>The rule for counting hours on the last day. Its words stand in files that others read, and stay.</summary>
    public string CountingRule =>
        Policies.On(Scope.To).Rules.Hours == HoursBy.EveryPair
            ? "Every in and the out after it"
            : "First in to last out";

    public int PolicyVersion => Policies.On(Scope.To).Version;
}

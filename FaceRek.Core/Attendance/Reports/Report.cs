using FaceRek.Core.Attendance.Days;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>What a report shows: its columns, and the lines it makes of one person's days.</summary>
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

    /// <summary>No figure where there is nothing to say.</summary>
    protected static ReportCell Some(int seconds) => seconds == 0 ? ReportCell.None : new ReportCell.Length(seconds);

    protected static ReportCell Clock(AttendanceDay day, DateTimeOffset? at) =>
        at is { } moment
            ? new ReportCell.Clock(TimeOnly.FromDateTime(WallClock.Of(day.Zone).Show(moment).DateTime))
            : ReportCell.None;

    protected static ReportCell Status(AttendanceDay day, ReportContext context) =>
        new ReportCell.Word(DayStatusText.Of(day.StatusAt(context.Now)));
}

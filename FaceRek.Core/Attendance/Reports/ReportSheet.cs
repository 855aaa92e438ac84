using System.Globalization;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>The format of reports in all files: ISO dates, hours as hh:mm and as decimals side by side.</summary>
public static class ReportSheet
{
    public static IEnumerable<string> Header(IReadOnlyList<ReportColumn> columns) =>
        columns.SelectMany(column =>
            column.Kind == ReportColumnKind.Length
                ? [$"{column.Title} (hh:mm)", $"{column.Title} (hours)"]
                : new[] { column.Title }
        );

    /// <summary>Strings, whole numbers, decimals, or null for an empty cell.</summary>
    public static IEnumerable<object?> Cells(IReadOnlyList<ReportColumn> columns, IReadOnlyList<ReportCell> line) =>
        columns.Zip(line, Values).SelectMany(values => values);

    /// <summary>Hours and minutes, 0:05 or 168:30; seconds are dropped, as on clocks.</summary>
    public static string HoursAndMinutes(int seconds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(seconds < 0 ? "-" : "")}{Math.Abs(seconds) / 3600}:{Math.Abs(seconds) / 60 % 60:00}"
        );

    private static object?[] Values(ReportColumn column, ReportCell cell) =>
        cell switch
        {
            ReportCell.Length length =>
            [
                HoursAndMinutes(length.Seconds),
                Math.Round(length.Seconds / 3600m, 2, MidpointRounding.AwayFromZero),
            ],
            ReportCell.Nothing => column.Kind == ReportColumnKind.Length ? [null, null] : [null],
            ReportCell.Text text => [text.Value],
            ReportCell.Word word => [word.Value],
            ReportCell.Day day => [day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            ReportCell.Clock clock => [clock.Value.ToString("HH:mm", CultureInfo.InvariantCulture)],
            ReportCell.Count count => [count.Value],
            _ => throw new InvalidOperationException($"{cell.GetType().Name} is not written."),
        };
}

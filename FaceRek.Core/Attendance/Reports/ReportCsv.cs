using System.Globalization;
using System.Text;
using FaceRek.Core.People.Import;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>
/// Writes a report as CSV (RFC 4180), line by line as the days are read: UTF-8 with a byte-order mark, every cell
/// quoted, no cell a formula.
/// </summary>
public static class ReportCsv
{
    public static async Task WriteAsync(
        Stream stream,
        Report report,
        ReportContext context,
        IAsyncEnumerable<PersonDays> people,
        CancellationToken cancellationToken
    )
    {
        await using var writer = new StreamWriter(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            bufferSize: 16_384,
            leaveOpen: true
        );
        var columns = report.Columns(context);
        await writer.WriteAsync(Line(ReportSheet.Header(columns)));
        await foreach (var person in people.WithCancellation(cancellationToken))
        {
            foreach (var line in report.Lines(person, context))
            {
                await writer.WriteAsync(Line(ReportSheet.Cells(columns, line)));
            }
        }
        await writer.FlushAsync(cancellationToken);
    }

    private static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Quoted)) + "\r\n";

    private static string Quoted(object? cell)
    {
        var text = cell switch
        {
            string words => FormulaGuard.Guarded(words),
            decimal hours => hours.ToString("0.00", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
        };
        return $"\"{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

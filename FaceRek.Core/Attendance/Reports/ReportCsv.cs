using System.Globalization;
using CsvHelper;
using FaceRek.Core.People.Import;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>
/// Writes a report as CSV (RFC 4180), line by line as the days are read: UTF-8 with a byte-order mark, every cell
/// quoted, no cell a formula.
/// </summary>
public static class ReportCsv
{
    private static readonly CsvWriterOptions Options = new()
    {
        Quoting = CsvQuoting.Always,
        WriteByteOrderMark = true,
        BufferSize = 16_384,
    };

    public static async Task WriteAsync(
        Stream stream,
        Report report,
        ReportContext context,
        IAsyncEnumerable<PersonDays> people,
        CancellationToken cancellationToken
    )
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        var columns = report.Columns(context);
        await LineAsync(csv, ReportSheet.Header(columns), cancellationToken);
        await foreach (var person in people.WithCancellation(cancellationToken))
        {
            foreach (var line in report.Lines(person, context))
            {
                await LineAsync(csv, ReportSheet.Cells(columns, line), cancellationToken);
            }
        }
        await csv.FlushAsync(cancellationToken);
    }

    private static async Task LineAsync(CsvWriter csv, IEnumerable<object?> cells, CancellationToken cancellationToken)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(Text(cell));
        }
        await csv.EndRecordAsync(cancellationToken);
    }

    private static string Text(object? cell) =>
        cell switch
        {
            string words => FormulaGuard.Guarded(words),
            decimal hours => hours.ToString("0.00", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
        };
}

using System.Data;
using MiniExcelLibs;

namespace FaceRek.Core.Attendance.Reports;

/// <summary>Writes a report as a workbook (XLSX): texts are texts and never formulas, numbers are numbers.</summary>
public static class ReportWorkbook
{
    private const string SheetName = "Report";

    public static async Task WriteAsync(
        Stream stream,
        Report report,
        ReportContext context,
        IAsyncEnumerable<PersonDays> people,
        CancellationToken cancellationToken
    )
    {
        var columns = report.Columns(context);
        string[] header = [.. ReportSheet.Header(columns)];
        // The library reads lines synchronously, so each batch is awaited on the writing thread.
        using var lines = Lines(report, context, columns, header, people, cancellationToken).GetEnumerator();
        var hasLines = await Task.Run(lines.MoveNext, cancellationToken);
        await stream.SaveAsAsync(
            hasLines ? Remaining(lines) : Header(header),
            sheetName: SheetName,
            cancellationToken: cancellationToken
        );
    }

    private static IEnumerable<Dictionary<string, object?>> Lines(
        Report report,
        ReportContext context,
        IReadOnlyList<ReportColumn> columns,
        string[] header,
        IAsyncEnumerable<PersonDays> people,
        CancellationToken cancellationToken
    )
    {
        foreach (var person in people.ToBlockingEnumerable(cancellationToken))
        {
            foreach (var line in report.Lines(person, context))
            {
                yield return header
                    .Zip(ReportSheet.Cells(columns, line))
                    .ToDictionary(cell => cell.First, cell => cell.Second);
            }
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Remaining(IEnumerator<Dictionary<string, object?>> lines)
    {
        do
        {
            yield return lines.Current;
        } while (lines.MoveNext());
    }

    /// <summary>Without a line there would be no columns either.</summary>
    private static DataTable Header(string[] header)
    {
        var table = new DataTable();
        foreach (var title in header)
        {
            table.Columns.Add(title);
        }
        return table;
    }
}

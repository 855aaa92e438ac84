using System.Globalization;
using CsvHelper;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.People.Import;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>
/// Writes the yearly report as CSV that spreadsheets open: UTF-8 with a byte-order mark, a line a month, amounts in
/// whole units with a point. Texts are guarded against being run as formulas; amounts are our own numbers, and stay
/// numbers where they are negative.
/// </summary>
internal static class ReportSheetWriter
{
    private static readonly CsvWriterOptions Options = new() { Quoting = CsvQuoting.Always, WriteByteOrderMark = true };

    public static byte[] Write(IEnumerable<FinancialReport> reports)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            Line(csv, "Month", "Currency", "Before tax", "Tax", "Invoiced", "Paid", "Refunded");
            foreach (
                var (report, month) in reports.SelectMany(report => report.Months.Select(month => (report, month)))
            )
            {
                Line(
                    csv,
                    FormattableString.Invariant($"{report.Year}-{month.Month:00}"),
                    FormulaGuard.Guarded(report.Currency.ToUpperInvariant()),
                    Number(month.Net),
                    Number(month.Tax),
                    Number(month.Invoiced),
                    Number(month.Received),
                    Number(month.Refunded)
                );
            }
        }
        return bytes.ToArray();
    }

    private static string Number(Money money) =>
        money.Amount.ToString($"F{money.Decimals}", CultureInfo.InvariantCulture);

    private static void Line(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }
        csv.EndRecord();
    }
}

using System.Text.RegularExpressions;
using CsvHelper;

namespace FaceRek.Core.People.Import;

/// <summary>
/// Writes people as CSV that spreadsheets open and <see cref="PeopleSheetReader"/> reads back: UTF-8 with a byte-order
/// mark, every cell quoted, no cell a formula.
/// </summary>
public static class PeopleSheetWriter
{
    private static readonly CsvWriterOptions Options = new() { Quoting = CsvQuoting.Always, WriteByteOrderMark = true };

    public static byte[] Write(IEnumerable<PersonRow> people)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Options, leaveOpen: true))
        {
            Line(csv, "Name", "External id", "E-mail", "Status", "Site", "Department");
            foreach (var person in people)
            {
                Line(
                    csv,
                    person.Name,
                    person.ExternalId,
                    person.Email,
                    person.IsActive ? "active" : "inactive",
                    person.Site,
                    person.Department
                );
            }
        }
        return bytes.ToArray();
    }

    private static void Line(CsvWriter csv, params string?[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(FormulaGuard.Guarded(cell ?? ""));
        }
        csv.EndRecord();
    }
}

/// <summary>
/// Spreadsheets run a cell that starts like a formula. An export puts an apostrophe in front, which spreadsheets read
/// as "this is text"; an import removes that apostrophe, so that exported values come back unchanged. "'t Hart" is not
/// a formula and is left alone.
/// </summary>
public static partial class FormulaGuard
{
    public static string Guarded(string cell) => Formula().IsMatch(cell) ? $"'{cell}" : cell;

    public static string Unguarded(string cell) => cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;

    // Some spreadsheets read the full-width signs like their narrow forms.
    [GeneratedRegex(@"^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")]
    private static partial Regex Formula();
}

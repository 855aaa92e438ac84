using System.Text.RegularExpressions;
using CsvHelper;

namespace FaceRek.Core.People.Import;

/// <summary>Writes people as CSV that spreadsheets open and <see cref="PeopleSheetReader"/> reads back: UTF-8 with a mark, every cell quoted, no cell a formula.</summary>
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
/// A cell that starts like a formula is run by spreadsheets. On the way out it gets an apostrophe in front, which spreadsheets read as "this is text";
/// on the way in that apostrophe is taken off again, so that what left comes back the same. "'t Hart" is nobody's formula and stays as it is.
/// </summary>
public static partial class FormulaGuard
{
    public static string Guarded(string cell) => Formula().IsMatch(cell) ? $"'{cell}" : cell;

    public static string Unguarded(string cell) => cell.StartsWith('\'') && Formula().IsMatch(cell) ? cell[1..] : cell;

    // The full-width signs are read as their narrow twins by some spreadsheets.
    [GeneratedRegex(@"^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]")]
    private static partial Regex Formula();
}

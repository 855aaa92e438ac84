using CsvHelper;

namespace FaceRek.Core.People.Sheets;

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

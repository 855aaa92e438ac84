using CsvHelper;

namespace FaceRek.Core.People.Sheets;

/// <summary>Reads the lines of a CSV file of people. Knows columns and quotes, and nothing of who is already here.</summary>
public static class PeopleSheetReader
{
    public const int MaxBytes = 1_000_000;
    public const int MaxLines = 5_000;

    // No separator is named: it is found in the first lines, or in the "sep=;" that spreadsheets write.
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        DetectSeparatorHint = true,
    };

    public static SheetReading Read(ReadOnlySpan<byte> file)
    {
        if (file.Length == 0)
        {
            return new SheetReading.Refused(SheetFault.Empty);
        }
        if (file.Length > MaxBytes)
        {
            return new SheetReading.Refused(SheetFault.TooLarge);
        }
        if (SheetText.Of(file) is not { } text)
        {
            return new SheetReading.Refused(SheetFault.NotText);
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return new SheetReading.Refused(SheetFault.Empty);
        }
        return Read(text);
    }

    private static SheetReading Read(string text)
    {
        using var csv = CsvReader.FromText(text, Options);
        try
        {
            return Read(csv);
        }
        catch (CsvFormatException fault)
        {
            return new SheetReading.Refused(SheetFault.QuotesUnbalanced, (int)fault.LineNumber);
        }
    }

    private static SheetReading Read(CsvReader csv)
    {
        SheetColumns? columns = null;
        var lines = new List<SheetLine>();
        while (csv.Read())
        {
            var (number, cells) = (
                (int)csv.LineNumber,
                Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray()
            );
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }
            if (lines.Count == MaxLines)
            {
                return new SheetReading.Refused(SheetFault.TooManyLines, number);
            }
            if (columns is not null)
            {
                lines.Add(columns.Line(number, cells));
                continue;
            }
            columns = new SheetColumns(cells);
            if (columns.HasDoubles)
            {
                return new SheetReading.Refused(SheetFault.ColumnTwice, number);
            }
            if (!columns.HasName)
            {
                return new SheetReading.Refused(SheetFault.NoNameColumn, number);
            }
        }
        return columns is null ? new SheetReading.Refused(SheetFault.Empty)
            : lines.Count == 0 ? new SheetReading.Refused(SheetFault.HeaderOnly)
            : new SheetReading.Lines(lines);
    }
}

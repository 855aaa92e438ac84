using CsvHelper;

namespace FaceRek.Core.People.Import;

/// <summary>Reads the lines of a CSV file of people. Handles columns and quotes, and does not check for people who already exist.</summary>
public static class PeopleSheetReader
{
    public const int MaxBytes = 1_000_000;
    public const int MaxLines = 5_000;

    // No separator is set: it is detected in the first lines, or in the "sep=;" that spreadsheets write.
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
            return new SheetReading.Refused(SheetError.Empty);
        }
        if (file.Length > MaxBytes)
        {
            return new SheetReading.Refused(SheetError.TooLarge);
        }
        if (SheetText.Of(file) is not { } text)
        {
            return new SheetReading.Refused(SheetError.NotText);
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return new SheetReading.Refused(SheetError.Empty);
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
        catch (CsvFormatException exception)
        {
            return new SheetReading.Refused(SheetError.QuotesUnbalanced, (int)exception.LineNumber);
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
                return new SheetReading.Refused(SheetError.TooManyLines, number);
            }
            if (columns is not null)
            {
                lines.Add(columns.Line(number, cells));
                continue;
            }
            columns = new SheetColumns(cells);
            if (columns.HasDoubles)
            {
                return new SheetReading.Refused(SheetError.ColumnTwice, number);
            }
            if (!columns.HasName)
            {
                return new SheetReading.Refused(SheetError.NoNameColumn, number);
            }
        }
        return columns is null ? new SheetReading.Refused(SheetError.Empty)
            : lines.Count == 0 ? new SheetReading.Refused(SheetError.HeaderOnly)
            : new SheetReading.Lines(lines);
    }
}

/// <summary>One person as given in a file.</summary>
/// <param name="Site">By name.</param>
/// <param name="Department">By name.</param>
public sealed record PersonRow(
    string Name,
    string? ExternalId,
    string? Email,
    bool IsActive,
    string? Site = null,
    string? Department = null
);

public abstract record SheetReading
{
    private SheetReading() { }

    public sealed record Lines(IReadOnlyList<SheetLine> All) : SheetReading;

    /// <param name="Line">The line in the file, if the error is in a single one.</param>
    public sealed record Refused(SheetError Error, int? Line = null) : SheetReading;
}

/// <summary>Why a file cannot be read at all.</summary>
public enum SheetError
{
    Empty,
    TooLarge,

    /// <summary>A workbook or a picture, whatever its file name says.</summary>
    NotText,

    HeaderOnly,
    TooManyLines,
    NoNameColumn,
    ColumnTwice,
    QuotesUnbalanced,
}

/// <summary>Why one line of a file is skipped.</summary>
public abstract record LineError
{
    private LineError() { }

    public sealed record Detail(DetailError Error) : LineError;

    public sealed record StatusUnknown : LineError;

    /// <summary>There is no open site of this name; an import does not create sites.</summary>
    public sealed record SiteUnknown : LineError;

    public sealed record DepartmentUnknown : LineError;

    /// <summary>The same person appears earlier in the file.</summary>
    public sealed record Repeats(SameBy By, int FirstLine) : LineError;

    /// <summary>The same person is already in the organization.</summary>
    public sealed record AlreadyHere(SameBy By) : LineError;
}

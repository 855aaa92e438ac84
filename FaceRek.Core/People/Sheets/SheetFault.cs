namespace FaceRek.Core.People.Sheets;

/// <summary>Why a file cannot be read at all.</summary>
public enum SheetFault
{
    Empty,
    TooLarge,

    /// <summary>A workbook or a picture, whatever its name says.</summary>
    NotText,

    HeaderOnly,
    TooManyLines,
    NoNameColumn,
    ColumnTwice,
    QuotesUnbalanced,
}

namespace FaceRek.Core.People.Sheets;

/// <summary>One line as it stands in the file, nothing checked yet.</summary>
/// <param name="Number">Where it starts in the file; the header is usually line 1.</param>
public sealed record SheetLine(
    int Number,
    string Name,
    string ExternalId,
    string Email,
    string Status,
    string Site = "",
    string Department = ""
);

namespace FaceRek.Core.People.Sheets;

/// <summary>One person as a file carries them.</summary>
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

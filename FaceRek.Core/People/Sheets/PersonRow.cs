namespace FaceRek.Core.People.Sheets;

/// <summary>One person as a file carries them.</summary>
public sealed record PersonRow(string Name, string? ExternalId, string? Email, bool IsActive);

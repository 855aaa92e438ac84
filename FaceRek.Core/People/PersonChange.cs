namespace FaceRek.Core.People;

/// <summary>All that a connected product says about a person in one go.</summary>
/// <param name="Metadata">As <see cref="PersonMetadata.TryWrite"/> stores it.</param>
/// <param name="Revision">The only one this may change; null for whichever there is.</param>
public sealed record PersonChange(PersonDetails Details, string? Metadata, int? Revision = null);

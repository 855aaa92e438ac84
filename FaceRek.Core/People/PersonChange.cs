namespace FaceRek.Core.People;

/// <summary>All that a connected product says about a person in one go.</summary>
/// <param name="Metadata">As <see cref="PersonMetadata.TryWrite"/> stores it.</param>
/// <param name="Revision">The only one this may change; null for whichever there is.</param>
/// <param name="IsActive">Null leaves it as it is.</param>
public sealed record PersonChange(PersonDetails Details, string? Metadata, int? Revision = null, bool? IsActive = null);

namespace FaceRek.Core.Faces.Models;

/// <param name="Value">Cosine from which on two templates are taken for the same person, -1 to 1.</param>
/// <param name="Source">Who measured it, and on what.</param>
/// <param name="FalseMatchRate">Of one comparison of strangers at this value, 0 to 1; null when it was not measured.</param>
public sealed record ModelThreshold(float Value, string Source, double? FalseMatchRate);

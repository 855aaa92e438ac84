namespace FaceRek.Core.Faces.Matching;

/// <param name="FalseMatchRate">Of one comparison with a stranger, 0 to 1.</param>
/// <param name="Score">The normalised score that holds it.</param>
public sealed record OperatingPoint(double FalseMatchRate, float Score);

namespace FaceRek.Core.Faces.Matching;

/// <summary>How two templates are compared; either way higher is more alike.</summary>
public enum MatchMetric
{
    /// <summary>Inner product of unit vectors, -1 to 1.</summary>
    Cosine,

    /// <summary>Minus the symmetric chi-square distance of histograms, sum of (a-b)^2/(a+b); 0 for equal ones.</summary>
    ChiSquare,
}

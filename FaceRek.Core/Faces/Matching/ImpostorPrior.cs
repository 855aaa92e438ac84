namespace FaceRek.Core.Faces.Matching;

/// <summary>How alike a model finds two strangers, measured where it was calibrated; it stands in for the other people while an organization has few.</summary>
/// <param name="Mean">Of the raw metric between a probe and the best template of a stranger.</param>
/// <param name="Deviation">Standard deviation of the same; above 0.</param>
/// <param name="Source">Where it was measured, in one sentence.</param>
public sealed record ImpostorPrior(float Mean, float Deviation, string Source);

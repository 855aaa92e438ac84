namespace FaceRek.Core.Faces.Models;

/// <summary>A way to recognise that an organization can choose, in words for its admin.</summary>
/// <param name="Name">By which <see cref="FaceModels.Get"/> knows it.</param>
/// <param name="Obstacle">Why it cannot be used yet and what to do, in one sentence; null when it can.</param>
/// <param name="ThresholdSource">Who measured the threshold in force, and on what.</param>
/// <param name="ErrorNote">What is known of its errors, in one sentence.</param>
public sealed record ModelSummary(
    string Name,
    string Version,
    string Licence,
    bool IsNeural,
    string? Obstacle,
    string ThresholdSource,
    string ErrorNote
)
{
    public bool IsUsable => Obstacle is null;
}

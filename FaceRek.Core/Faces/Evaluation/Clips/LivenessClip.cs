using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>A burst as it would be sent, and what was asked for.</summary>
/// <param name="Moves">None where nothing was asked.</param>
/// <param name="Times">Since the first frame, one a frame.</param>
/// <param name="Frames">JPEGs.</param>
public sealed record LivenessClip(
    IReadOnlyList<HeadMove> Moves,
    IReadOnlyList<TimeSpan> Times,
    IReadOnlyList<byte[]> Frames
);

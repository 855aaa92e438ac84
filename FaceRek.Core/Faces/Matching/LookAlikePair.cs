namespace FaceRek.Core.Faces.Matching;

/// <param name="Score">Normalised; at least what a claimed person must reach.</param>
public sealed record LookAlikePair(Guid OneId, Guid OtherId, float Score);

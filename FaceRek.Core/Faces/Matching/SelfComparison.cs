namespace FaceRek.Core.Faces.Matching;

/// <summary>A gallery compared with itself: what its own people score, at the rule of check-in.</summary>
/// <param name="Genuine">Each probe against the other templates of its person, normalised.</param>
/// <param name="Impostor">Each probe against everybody else.</param>
/// <param name="Alike">Pairs of people one of whom would pass for the other, the nearest first.</param>
public sealed record SelfComparison(
    IReadOnlyList<float> Genuine,
    IReadOnlyList<float> Impostor,
    IReadOnlyList<LookAlikePair> Alike
);

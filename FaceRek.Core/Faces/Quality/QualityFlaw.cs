namespace FaceRek.Core.Faces.Quality;

public enum QualityFlaw
{
    TooFar,
    TooClose,
    TooDark,
    TooBright,
    Blurred,
    TurnedAway,
    CutOff,
    Covered,
}

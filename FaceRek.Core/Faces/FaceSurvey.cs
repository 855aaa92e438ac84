using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Core.Faces;

/// <summary>All faces of one picture, for drawing boxes over it.</summary>
public abstract record FaceSurvey
{
    private FaceSurvey() { }

    public sealed record Unreadable(PictureFault Fault) : FaceSurvey;

    /// <param name="Width">Of the upright picture, in pixels.</param>
    /// <param name="Height">Of the upright picture, in pixels.</param>
    /// <param name="Faces">The largest first; empty when there is none.</param>
    public sealed record Seen(int Width, int Height, IReadOnlyList<FaceBox> Faces) : FaceSurvey;
}

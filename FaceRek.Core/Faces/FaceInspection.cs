using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Core.Faces;

/// <summary>All faces of one picture with what they are worth.</summary>
public abstract record FaceInspection
{
    private FaceInspection() { }

    public sealed record Unreadable(PictureFault Fault) : FaceInspection;

    /// <param name="Width">Of the upright picture, in pixels.</param>
    /// <param name="Height">Of the upright picture, in pixels.</param>
    /// <param name="Faces">The largest first; empty when there is none.</param>
    public sealed record Seen(int Width, int Height, IReadOnlyList<InspectedFace> Faces) : FaceInspection;
}

using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;

namespace FaceRek.Core.Faces.Templates;

/// <summary>The result of reading one picture. Quality problems are not failed matches: they are reported separately.</summary>
public abstract record FaceReading
{
    private FaceReading() { }

    /// <summary>The bytes are not an accepted picture; nothing was decoded.</summary>
    public sealed record Unreadable(PictureError Error) : FaceReading;

    public sealed record NoFace : FaceReading;

    /// <param name="Faces">How many faces of comparable size are in the picture, at least 2.</param>
    public sealed record SeveralFaces(int Faces) : FaceReading;

    /// <param name="Flaws">Why the picture is not good enough, the worst first; never empty.</param>
    public sealed record PoorPicture(FaceBox Face, IReadOnlyList<QualityFlaw> Flaws) : FaceReading;

    public sealed record Readable(FaceBox Face, PictureQuality Quality, Template Template) : FaceReading
    {
        /// <summary>
        /// A JPEG of the face and its surroundings, from which another model can make its template; null unless
        /// requested.
        /// </summary>
        public byte[]? Crop { get; init; }
    }
}

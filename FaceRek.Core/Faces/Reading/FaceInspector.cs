using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Reading;

/// <summary>Describes every face in a picture without making templates. Serves parallel calls.</summary>
public sealed class FaceInspector
{
    private readonly FaceSearch search;
    private readonly QualityGate gate = new(QualityLimits.Default);

    public FaceInspector(FaceModel model) => search = new FaceSearch(model.Detector);

    public FaceInspection Inspect(ReadOnlyMemory<byte> picture, PictureLimits limits)
    {
        if (PictureGuard.Check(picture.Span, limits, out var guarded) is { } error)
        {
            return new FaceInspection.Unreadable(error);
        }
        using var opened = PictureDecoder.Decode(guarded!);
        if (opened is null)
        {
            return new FaceInspection.Unreadable(PictureError.Damaged);
        }
        using var found = search.Find(opened, fromAllSides: true);
        return new FaceInspection.Seen(
            opened.SentSize.Width,
            opened.SentSize.Height,
            [.. found.Faces.Select(face => Told(found, face))]
        );
    }

    private InspectedFace Told(FoundFaces found, DetectedFace face)
    {
        var quality = QualityGate.Measure(found, face);
        return new InspectedFace(
            found.InSentPixels(face.Box),
            face.Confidence,
            PointsOf(found, face),
            quality,
            gate.Judge(found, face, quality)
        );
    }

    private static FacePoints? PointsOf(FoundFaces found, DetectedFace face)
    {
        FacePoint At(Point2f point)
        {
            var box = found.InSentPixels(new FaceBox(point.X, point.Y, 0, 0));
            return new FacePoint(box.X, box.Y);
        }
        if (face.Landmarks is { } points)
        {
            return new FacePoints(
                At(points.LeftEye),
                At(points.RightEye),
                At(points.Nose),
                points.HasMouthCorners ? At(points.LeftMouth) : null,
                points.HasMouthCorners ? At(points.RightMouth) : null
            );
        }
        return face.Eyes is { } eyes ? new FacePoints(At(eyes.Left), At(eyes.Right), null, null, null) : null;
    }
}

/// <summary>All faces of one picture with their quality.</summary>
public abstract record FaceInspection
{
    private FaceInspection() { }

    public sealed record Unreadable(PictureError Error) : FaceInspection;

    /// <param name="Width">Of the upright picture, in pixels.</param>
    /// <param name="Height">Of the upright picture, in pixels.</param>
    /// <param name="Faces">The largest first; empty when there is none.</param>
    public sealed record Seen(int Width, int Height, IReadOnlyList<InspectedFace> Faces) : FaceInspection;
}

/// <param name="Confidence">0 to 1; detectors without a score return 1.</param>
/// <param name="Points">Null where the detector found none.</param>
/// <param name="Flaws">What prevents a comparison, the worst first; empty for a good face.</param>
public sealed record InspectedFace(
    FaceBox Box,
    float Confidence,
    FacePoints? Points,
    PictureQuality Quality,
    IReadOnlyList<QualityFlaw> Flaws
);

/// <summary>All faces of one picture, for drawing boxes over it.</summary>
public abstract record FaceSurvey
{
    private FaceSurvey() { }

    public sealed record Unreadable(PictureError Error) : FaceSurvey;

    /// <param name="Width">Of the upright picture, in pixels.</param>
    /// <param name="Height">Of the upright picture, in pixels.</param>
    /// <param name="Faces">The largest first; empty when there is none.</param>
    public sealed record Seen(int Width, int Height, IReadOnlyList<FaceBox> Faces) : FaceSurvey;
}

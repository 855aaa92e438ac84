using System.Diagnostics;
using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Reading;

/// <summary>Turns one picture into one reading: guard, decode, detect, quality, align, extract. Serves parallel calls.</summary>
public sealed class FaceReader
{
    /// <summary>
    /// A second face counts when it is at least this wide relative to the largest: at half the width a person stands
    /// twice as far away and is not in front of the camera.
    /// </summary>
    private const float ComparableWidth = 0.5f;

    private readonly FaceSearch search;
    private readonly ITemplateExtractor extractor;
    private readonly QualityGate gate;

    internal FaceReader(IFaceDetector detector, ITemplateExtractor extractor, QualityLimits quality) =>
        (search, this.extractor, gate) = (new FaceSearch(detector), extractor, new QualityGate(quality));

    /// <param name="fromAllSides">Whether the face may lie on its side or stand on its head; frames of a camera do not.</param>
    public FaceReading Read(ReadOnlyMemory<byte> picture, PictureLimits limits, bool fromAllSides = true)
    {
        if (TryOpen(picture.Span, limits, out var opened) is { } error)
        {
            return new FaceReading.Unreadable(error);
        }
        using (opened)
        {
            return Read(opened!, fromAllSides: fromAllSides);
        }
    }

    /// <summary>Reads a picture and also crops the face.</summary>
    public FaceReading ReadWithCrop(ReadOnlyMemory<byte> picture, PictureLimits limits)
    {
        if (TryOpen(picture.Span, limits, out var opened) is { } error)
        {
            return new FaceReading.Unreadable(error);
        }
        using (opened)
        {
            return Read(opened!, withCrop: true, fromAllSides: true);
        }
    }

    /// <summary>Every face in the picture, and nothing else about it.</summary>
    public FaceSurvey DetectAll(ReadOnlyMemory<byte> picture, PictureLimits limits)
    {
        if (TryOpen(picture.Span, limits, out var opened) is { } error)
        {
            return new FaceSurvey.Unreadable(error);
        }
        using (opened)
        {
            using var found = search.Find(opened!, fromAllSides: true);
            return new FaceSurvey.Seen(
                opened!.SentSize.Width,
                opened.SentSize.Height,
                [.. found.Faces.Select(face => found.InSentPixels(face.Box))]
            );
        }
    }

    /// <summary>
    /// Like <see cref="Read(ReadOnlyMemory{byte}, PictureLimits, bool)"/>, but keeps what the liveness check needs; the
    /// caller disposes the result.
    /// </summary>
    internal WatchedFrame Watch(ReadOnlyMemory<byte> picture, PictureLimits limits, AntiSpoofNetwork? antiSpoof = null)
    {
        if (TryOpen(picture.Span, limits, out var opened) is { } error)
        {
            return WatchedFrame.Unreadable(new FaceReading.Unreadable(error));
        }
        using (opened)
        {
            using var found = search.Find(opened!);
            var reading = Read(found);
            var template = reading switch
            {
                FaceReading.Readable readable => readable.Template,
                FaceReading.PoorPicture => extractor.Extract(found.Pixels, found.Faces[0]),
                FaceReading.Unreadable or FaceReading.NoFace or FaceReading.SeveralFaces => null,
                _ => throw new UnreachableException(),
            };
            var looksReal = template is null ? null : antiSpoof?.LooksReal(found.Pixels, found.Faces[0].Box);
            return WatchedFrame.Of(picture.Span, opened!, found, reading, template, looksReal);
        }
    }

    internal FaceReading Read(UprightPicture picture, bool withCrop = false, bool fromAllSides = false)
    {
        using var found = search.Find(picture, fromAllSides);
        return Read(found, withCrop);
    }

    private FaceReading Read(FoundFaces found, bool withCrop = false)
    {
        if (found.Faces.Count == 0)
        {
            return new FaceReading.NoFace();
        }
        var face = found.Faces[0];
        var comparable = found.Faces.Count(other => other.Box.Width >= face.Box.Width * ComparableWidth);
        if (comparable > 1)
        {
            return new FaceReading.SeveralFaces(comparable);
        }
        var quality = QualityGate.Measure(found, face);
        var flaws = gate.Judge(found, face, quality);
        return flaws.Count > 0
            ? new FaceReading.PoorPicture(found.InSentPixels(face.Box), flaws)
            : new FaceReading.Readable(found.InSentPixels(face.Box), quality, extractor.Extract(found.Pixels, face))
            {
                Crop = withCrop ? FaceCropping.Crop(found.Pixels, face.Box) : null,
            };
    }

    private static PictureError? TryOpen(ReadOnlySpan<byte> bytes, PictureLimits limits, out UprightPicture? picture)
    {
        picture = null;
        if (PictureGuard.Check(bytes, limits, out var guarded) is { } error)
        {
            return error;
        }
        picture = PictureDecoder.Decode(guarded!);
        return picture is null ? PictureError.Damaged : null;
    }
}

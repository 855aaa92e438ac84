using FaceRek.Core.Faces.Imaging;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>
/// Looks for faces. Where it finds none it looks again: enlarged and with a border, because a face that fills a small
/// picture has no surroundings, and then turned to either side, because some cameras do not record how they were held.
/// Where it is asked to, it also looks from all sides at a picture in which it found one.
/// </summary>
internal sealed class FaceSearch(IFaceDetector detector)
{
    /// <summary>Part of the width and height, added on each side.</summary>
    private const float Border = 0.25f;

    /// <summary>Pictures are enlarged towards this many pixels along the longer side; larger ones are left as they are.</summary>
    private const int EnlargedSide = 504;

    /// <summary>A face of 25 pixels then still fills the cascade's window many times over; a smaller one cannot be recognised.</summary>
    private const double MaxEnlargement = 12;

    /// <summary>Degrees from level to which a face may be turned and still be taken for upright.</summary>
    private const float MaxRoll = 50;

    /// <summary>How much surer a face has to be from another side: most pictures are upright, and a drawn face is never sure.</summary>
    private const float Clearly = 1.25f;

    private static readonly RotateFlags[] Turns = [RotateFlags.Rotate90Clockwise, RotateFlags.Rotate90Counterclockwise];

    private static readonly RotateFlags[] AllTurns = [.. Turns, RotateFlags.Rotate180];

    /// <param name="fromAllSides">
    /// Looks at the picture from all four sides, and takes the one from which the face is surest: a network for upright
    /// faces also finds faces that lie or stand on their heads, with points in the wrong places.
    /// </param>
    public FoundFaces Find(UprightPicture picture, bool fromAllSides = false)
    {
        var scale = picture.Scale;
        var faces = detector.Detect(picture.Pixels);
        if (faces.Count > 0)
        {
            var upright = new FoundFaces(picture.Pixels, isOwned: false, faces, scale, default);
            return fromAllSides && faces[0].Landmarks is not null ? Surest(upright) : upright;
        }
        return FindEnlarged(picture.Pixels, scale)
            ?? FindTurned(picture.Pixels, scale)
            ?? new FoundFaces(picture.Pixels, isOwned: false, [], scale, default);
    }

    private FoundFaces? FindEnlarged(Mat pixels, float scale)
    {
        var margin = new Point((int)(pixels.Width * Border), (int)(pixels.Height * Border));
        var enlarged = Enlarge(pixels, margin, out var enlargement);
        return OrDispose(
            new FoundFaces(
                enlarged,
                isOwned: true,
                detector.Detect(enlarged),
                (float)(scale * enlargement),
                new(margin.X / scale, margin.Y / scale)
            )
        );
    }

    private FoundFaces Surest(FoundFaces upright)
    {
        var best = upright;
        foreach (var turn in AllTurns)
        {
            var turned = new Mat();
            Cv2.Rotate(upright.Pixels, turned, turn);
            var found = new FoundFaces(turned, isOwned: true, detector.Detect(turned), upright.Scale, default, turn);
            if (SurenessOf(found) > SurenessOf(best) * (best == upright ? Clearly : 1))
            {
                best.Dispose();
                best = found;
            }
            else
            {
                found.Dispose();
            }
        }
        return best;
    }

    private static float SurenessOf(FoundFaces found) =>
        found.Faces is [var face, ..] ? face.Confidence * (MathF.Abs(face.Roll ?? 0) <= MaxRoll ? 1 : 0.5f) : 0;

    private FoundFaces? FindTurned(Mat pixels, float scale)
    {
        foreach (var turn in Turns)
        {
            var turned = new Mat();
            Cv2.Rotate(pixels, turned, turn);
            if (
                OrDispose(new FoundFaces(turned, isOwned: true, detector.Detect(turned), scale, default, turn)) is
                { } found
            )
            {
                return found;
            }
        }
        return null;
    }

    private static FoundFaces? OrDispose(FoundFaces found)
    {
        if (found.Faces.Count > 0)
        {
            return found;
        }
        found.Dispose();
        return null;
    }

    private static Mat Enlarge(Mat pixels, Point margin, out double enlargement)
    {
        using var bordered = pixels.CopyMakeBorder(margin.Y, margin.Y, margin.X, margin.X, BorderTypes.Replicate);
        enlargement = Math.Clamp((double)EnlargedSide / Math.Max(bordered.Width, bordered.Height), 1, MaxEnlargement);
        return bordered.Resize(new Size(), enlargement, enlargement, InterpolationFlags.Cubic);
    }
}

using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Looks for both eyes in a frontal face box.</summary>
internal sealed class EyeFinder(string folder) : IDisposable
{
    /// <summary>
    /// Width of the face in pixels during the search for eyes: enough for the cascades' 20-pixel windows, small enough
    /// to be quick.
    /// </summary>
    private const int FaceSide = 180;

    /// <summary>
    /// Eyes that are closer, further apart or more tilted than in a real head are false finds. Parts of the box's
    /// width, and rise over run.
    /// </summary>
    private const float MinDistance = 0.28f,
        MaxDistance = 0.60f,
        MaxSlope = 0.45f;

    private readonly CascadePool[] cascades =
    [
        new(Path.Combine(folder, "haarcascade_eye_tree_eyeglasses.xml")),
        new(Path.Combine(folder, "haarcascade_eye.xml")),
    ];

    /// <param name="grey">The picture, 8 bits.</param>
    public EyePair? Find(Mat grey, FaceBox face)
    {
        var inside =
            new Rect((int)face.X, (int)face.Y, (int)face.Width, (int)face.Height)
            & new Rect(0, 0, grey.Width, grey.Height);
        if (inside.Width < 2 || inside.Height < 2)
        {
            return null;
        }
        var scale = (float)FaceSide / face.Width;
        using var crop = grey[inside];
        using var small = crop.Resize(
            new Size(),
            scale,
            scale,
            scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear
        );
        Cv2.EqualizeHist(small, small);
        foreach (var cascade in cascades)
        {
            if (Pair(cascade, small) is { } pair)
            {
                return new(Back(pair.Left, inside, scale), Back(pair.Right, inside, scale));
            }
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var cascade in cascades)
        {
            cascade.Dispose();
        }
    }

    /// <summary>Each eye is searched in its own part of the face, where nostrils and mouth corners cannot be mistaken for one.</summary>
    private static EyePair? Pair(CascadePool cascade, Mat face)
    {
        var (left, right) = (Best(cascade, face, 0.08), Best(cascade, face, 0.46));
        if (left is not { } l || right is not { } r)
        {
            return null;
        }
        var (run, rise) = (r.X - l.X, MathF.Abs(r.Y - l.Y));
        return run is >= FaceSide * MinDistance and <= FaceSide * MaxDistance && rise <= run * MaxSlope
            ? new(l, r)
            : null;
    }

    private static Point2f? Best(CascadePool cascade, Mat face, double from)
    {
        var (width, height) = (face.Width, face.Height);
        var part = new Rect((int)(width * from), (int)(height * 0.18), (int)(width * 0.46), (int)(height * 0.42));
        using var half = face[part];
        var finds = cascade.Find(
            half,
            1.08,
            2,
            new Size(FaceSide * 0.14, FaceSide * 0.14),
            new Size(FaceSide * 0.36, FaceSide * 0.36)
        );
        if (finds.Length == 0)
        {
            return null;
        }
        var box = finds.MaxBy(find => find.Weight).Box;
        return new(part.X + box.X + box.Width / 2f, part.Y + box.Y + box.Height / 2f);
    }

    private static Point2f Back(Point2f point, Rect face, float scale) =>
        new(face.X + point.X / scale, face.Y + point.Y / scale);
}

/// <summary>Centres of both eyes in pixels of the picture, left and right as the viewer sees them.</summary>
internal sealed record EyePair(Point2f Left, Point2f Right);

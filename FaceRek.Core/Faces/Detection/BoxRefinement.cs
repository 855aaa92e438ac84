using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>
/// Looks again around a found face in fine steps and takes the mean of all raw hits. The first search moves and grows
/// its window in steps of a tenth, which is too coarse for alignment.
/// </summary>
internal static class BoxRefinement
{
    /// <summary>Width of the face in pixels during the second search.</summary>
    private const int FaceSide = 120;

    private const double Step = 1.03,
        Margin = 0.3,
        Smallest = 0.75,
        MaxScale = 1.35;

    /// <summary>Hits whose centre is further away belong to something else. As a part of the face's width.</summary>
    private const double Reach = 0.2;

    private const int FewestHits = 3;

    public static FaceBox Refine(CascadePool faces, Mat grey, FaceBox box)
    {
        var around = new Rect(
            (int)(box.X - box.Width * Margin),
            (int)(box.Y - box.Height * Margin),
            (int)(box.Width * (1 + 2 * Margin)),
            (int)(box.Height * (1 + 2 * Margin))
        );
        around &= new Rect(0, 0, grey.Width, grey.Height);
        var scale = FaceSide / (double)box.Width;
        using var part = grey[around];
        using var small = part.Resize(
            new Size(),
            scale,
            scale,
            scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear
        );
        Cv2.EqualizeHist(small, small);
        var expected = new Point2d(
            (box.X + box.Width / 2 - around.X) * scale,
            (box.Y + box.Height / 2 - around.Y) * scale
        );
        var hits = faces
            .Find(
                small,
                Step,
                0,
                new Size(FaceSide * Smallest, FaceSide * Smallest),
                new Size(FaceSide * MaxScale, FaceSide * MaxScale)
            )
            .Select(hit =>
                (
                    Centre: new Point2d(hit.Box.X + hit.Box.Width / 2.0, hit.Box.Y + hit.Box.Height / 2.0),
                    Side: (double)hit.Box.Width
                )
            )
            .Where(hit =>
                Math.Abs(hit.Centre.X - expected.X) < FaceSide * Reach
                && Math.Abs(hit.Centre.Y - expected.Y) < FaceSide * Reach
            )
            .ToArray();
        if (hits.Length < FewestHits)
        {
            return box;
        }
        var side = hits.Average(hit => hit.Side) / scale;
        var (x, y) = (
            around.X + hits.Average(hit => hit.Centre.X) / scale,
            around.Y + hits.Average(hit => hit.Centre.Y) / scale
        );
        return new FaceBox((float)(x - side / 2), (float)(y - side / 2), (float)side, (float)side);
    }
}

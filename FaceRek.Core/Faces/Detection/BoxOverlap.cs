using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Several cells see the same face: of overlapping boxes only the most confident one is kept.</summary>
internal static class BoxOverlap
{
    /// <summary>Intersection over union from which on two boxes are one face; the default of OpenCV's FaceDetectorYN.</summary>
    public const float SameFace = 0.3f;

    public static void Suppress(List<FaceCandidate> faces)
    {
        faces.Sort((one, other) => other.Confidence.CompareTo(one.Confidence));
        var kept = 0;
        for (var i = 0; i < faces.Count; i++)
        {
            var face = faces[i];
            if (!IsSeen(faces, kept, face.Box))
            {
                faces[kept++] = face;
            }
        }
        faces.RemoveRange(kept, faces.Count - kept);
    }

    /// <summary>
    /// Of overlapping boxes one is kept, with the confidence of the best and the mean of all, weighted by confidence: the
    /// many answers to one face scatter around it.
    /// </summary>
    public static void Blend(List<FaceCandidate> faces)
    {
        faces.Sort((one, other) => other.Confidence.CompareTo(one.Confidence));
        for (var i = 0; i < faces.Count; i++)
        {
            var best = faces[i];
            var blend = FaceBlend.Of(best);
            for (var j = faces.Count - 1; j > i; j--)
            {
                if (Share(faces[j].Box, best.Box) >= SameFace)
                {
                    blend.Add(faces[j]);
                    faces.RemoveAt(j);
                }
            }
            faces[i] = blend.Mean(best.Confidence);
        }
        DropInner(faces);
    }

    /// <summary>A face that fills the input is answered to in parts as well: what has its middle in a surer face is a part of it.</summary>
    private static void DropInner(List<FaceCandidate> faces)
    {
        for (var i = faces.Count - 1; i > 0; i--)
        {
            var box = faces[i].Box;
            var middle = new Point2f(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            if (faces.FindIndex(0, i, surer => surer.Box.Contains(middle)) >= 0)
            {
                faces.RemoveAt(i);
            }
        }
    }

    /// <returns>Intersection over union, 0 to 1.</returns>
    public static float Share(Rect2f one, Rect2f other)
    {
        var width = Math.Min(one.Right, other.Right) - Math.Max(one.Left, other.Left);
        var height = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Top, other.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }
        var both = width * height;
        return both / ((one.Width * one.Height) + (other.Width * other.Height) - both);
    }

    private static bool IsSeen(List<FaceCandidate> faces, int kept, Rect2f box)
    {
        for (var i = 0; i < kept; i++)
        {
            if (Share(faces[i].Box, box) >= SameFace)
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>A sum of faces, each weighted by its confidence.</summary>
internal struct FaceBlend
{
    private float weight;
    private FaceCandidate sum;

    public static FaceBlend Of(FaceCandidate face)
    {
        var blend = default(FaceBlend);
        blend.Add(face);
        return blend;
    }

    public void Add(FaceCandidate face)
    {
        var by = face.Confidence;
        weight += by;
        sum = new FaceCandidate(
            new Rect2f(
                sum.Box.X + (face.Box.X * by),
                sum.Box.Y + (face.Box.Y * by),
                sum.Box.Width + (face.Box.Width * by),
                sum.Box.Height + (face.Box.Height * by)
            ),
            Confidence: 0,
            sum.LeftEye + (face.LeftEye * by),
            sum.RightEye + (face.RightEye * by),
            sum.Nose + (face.Nose * by),
            sum.LeftMouth + (face.LeftMouth * by),
            sum.RightMouth + (face.RightMouth * by)
        );
    }

    public readonly FaceCandidate Mean(float confidence)
    {
        var by = 1 / weight;
        return new FaceCandidate(
            new Rect2f(sum.Box.X * by, sum.Box.Y * by, sum.Box.Width * by, sum.Box.Height * by),
            confidence,
            sum.LeftEye * by,
            sum.RightEye * by,
            sum.Nose * by,
            sum.LeftMouth * by,
            sum.RightMouth * by
        );
    }
}

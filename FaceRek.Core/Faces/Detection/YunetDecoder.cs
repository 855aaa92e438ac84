using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>
/// Reads YuNet's raw maps. Each stride has one cell for every so many pixels, row by row. A cell contains class and
/// objectness (0 to 1, their geometric mean is the confidence), a box (offset of its middle from the cell, logarithm of
/// its size, all in strides) and five points (offsets from the cell in strides). As in OpenCV's FaceDetectorYN.
/// </summary>
internal sealed class YunetDecoder(YunetManifest manifest)
{
    /// <summary>Numbers for each cell in each of the four maps: class, objectness, box and points.</summary>
    private static readonly int[] Widths = [1, 1, 4, 10];

    private readonly int maps = manifest.Strides.Count;

    /// <summary>All strides of the first map, then all of the second, and so on.</summary>
    public IReadOnlyList<string> OutputNames { get; } =
    [.. manifest.OutputPrefixes.SelectMany(prefix => manifest.Strides.Select(stride => $"{prefix}{stride}"))];

    public bool Fits(IReadOnlyList<int> lengths) =>
        lengths
            .Select((length, i) => length == Cells(manifest.Strides[i % maps]) * Widths[i / maps])
            .All(right => right);

    public void Decode(OnnxPass pass, List<FaceCandidate> faces)
    {
        for (var i = 0; i < maps; i++)
        {
            Decode(
                manifest.Strides[i],
                pass.Output(i),
                pass.Output(maps + i),
                pass.Output((2 * maps) + i),
                pass.Output((3 * maps) + i),
                faces
            );
        }
    }

    private void Decode(
        int stride,
        ReadOnlySpan<float> classes,
        ReadOnlySpan<float> objectness,
        ReadOnlySpan<float> boxes,
        ReadOnlySpan<float> points,
        List<FaceCandidate> faces
    )
    {
        var columns = manifest.Input.Width / stride;
        for (var cell = 0; cell < classes.Length; cell++)
        {
            var score = MathF.Sqrt(Math.Clamp(classes[cell], 0, 1) * Math.Clamp(objectness[cell], 0, 1));
            if (!(score >= YunetDetector.DoubtfulConfidence))
            {
                continue;
            }
            var origin = new Point2f(cell % columns, cell / columns);
            faces.Add(Face(score, stride, origin, boxes.Slice(cell * 4, 4), points.Slice(cell * 10, 10)));
        }
    }

    private static FaceCandidate Face(
        float score,
        int stride,
        Point2f origin,
        ReadOnlySpan<float> box,
        ReadOnlySpan<float> points
    )
    {
        var middle = (origin + new Point2f(box[0], box[1])) * stride;
        var (width, height) = (MathF.Exp(box[2]) * stride, MathF.Exp(box[3]) * stride);
        return new FaceCandidate(
            new Rect2f(middle.X - (width / 2), middle.Y - (height / 2), width, height),
            score,
            // The network names them by the person's own right and left; here left and right are as the viewer sees them.
            LeftEye: At(points, 0),
            RightEye: At(points, 1),
            Nose: At(points, 2),
            LeftMouth: At(points, 3),
            RightMouth: At(points, 4)
        );

        Point2f At(ReadOnlySpan<float> all, int index) =>
            (origin + new Point2f(all[2 * index], all[(2 * index) + 1])) * stride;
    }

    private int Cells(int stride) => manifest.Input.Width / stride * (manifest.Input.Height / stride);
}

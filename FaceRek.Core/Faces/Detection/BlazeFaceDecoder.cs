using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>
/// Reads BlazeFace's raw answers. Each anchor, in the middle of a cell, has the logit of a face, and a box with six
/// points: both eyes, nose, middle of the mouth and both ears, in pixels of the input from the anchor.
/// </summary>
internal sealed class BlazeFaceDecoder(BlazeFaceManifest manifest, IReadOnlyList<int> lengths)
{
    /// <summary>Numbers of each anchor: middle and size of the box, and six points.</summary>
    private const int Numbers = 16;

    private readonly int[] scores = [.. manifest.Grids.Select(grid => IndexOf(lengths, grid.Anchors))];
    private readonly int[] boxes = [.. manifest.Grids.Select(grid => IndexOf(lengths, grid.Anchors * Numbers))];

    /// <summary>Whether the network has two outputs of the right length for each grid, and no others.</summary>
    public bool Fits =>
        lengths.Count == 2 * manifest.Grids.Count
        && scores.Concat(boxes).Distinct().Count(i => i >= 0) == lengths.Count;

    public void Decode(OnnxPass pass, List<FaceCandidate> faces)
    {
        for (var i = 0; i < manifest.Grids.Count; i++)
        {
            Decode(manifest.Grids[i], pass.Output(scores[i]), pass.Output(boxes[i]), faces);
        }
    }

    private void Decode(
        AnchorGrid grid,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> numbers,
        List<FaceCandidate> faces
    )
    {
        var cellSide = (float)manifest.Input.Width / grid.Side;
        for (var anchor = 0; anchor < logits.Length; anchor++)
        {
            var confidence = 1 / (1 + MathF.Exp(-logits[anchor]));
            if (!(confidence >= BlazeFaceDetector.LeastConfidence))
            {
                continue;
            }
            var cell = anchor / grid.Each;
            var middle = new Point2f(((cell % grid.Side) + 0.5f) * cellSide, ((cell / grid.Side) + 0.5f) * cellSide);
            faces.Add(Face(confidence, middle, numbers.Slice(anchor * Numbers, Numbers)));
        }
    }

    private static FaceCandidate Face(float confidence, Point2f anchor, ReadOnlySpan<float> numbers)
    {
        var (middle, width, height) = (At(numbers, 0), numbers[2], numbers[3]);
        return new FaceCandidate(
            new Rect2f(middle.X - (width / 2), middle.Y - (height / 2), width, height),
            confidence,
            LeftEye: At(numbers, 4),
            RightEye: At(numbers, 6),
            Nose: At(numbers, 8),
            // It sees the middle of the mouth only.
            LeftMouth: At(numbers, 10),
            RightMouth: At(numbers, 10)
        );

        Point2f At(ReadOnlySpan<float> all, int index) => anchor + new Point2f(all[index], all[index + 1]);
    }

    private static int IndexOf(IReadOnlyList<int> lengths, int length) =>
        Enumerable.Range(0, lengths.Count).FirstOrDefault(i => lengths[i] == length, -1);
}

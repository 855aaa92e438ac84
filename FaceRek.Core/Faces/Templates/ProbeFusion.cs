using System.Numerics.Tensors;

namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// Makes one probe of several pictures of one face. What they have in common is the person; light, pose and blur differ
/// from one to the next and cancel out.
/// </summary>
internal static class ProbeFusion
{
    private const float LeastWeight = 0.1f;

    /// <summary>
    /// The mean of unit vectors, brought to length one. A frontal face says more than a turned one, whose weight falls to
    /// two fifths at the end of what the quality gate lets through.
    /// </summary>
    /// <param name="frames">At least one; of one model.</param>
    public static Template Mean(IReadOnlyList<FaceReading.Readable> frames)
    {
        var sum = new float[frames[0].Template.Values.Length];
        foreach (var frame in frames)
        {
            TensorPrimitives.MultiplyAdd(frame.Template.Values, WeightOf(frame), sum, sum);
        }
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return new Template(frames[0].Template.Model, sum);
    }

    private static float WeightOf(FaceReading.Readable frame) =>
        MathF.Max(LeastWeight, 1 - MathF.Abs(frame.Quality.Yaw ?? 0));
}

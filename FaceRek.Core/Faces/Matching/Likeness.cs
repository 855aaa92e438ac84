using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// Compares the numbers of two templates. A search spends all its time here, so it runs in vectors and allocates
/// nothing.
/// </summary>
internal static class Likeness
{
    /// <summary>Smaller than any bin that is not empty, and not so small that processors slow down for it.</summary>
    private const float SmallestDivisor = 1e-20f;

    public static float Of(MatchMetric metric, ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        metric switch
        {
            MatchMetric.Cosine => TensorPrimitives.Dot(a, b),
            MatchMetric.ChiSquare => -ChiSquare(a, b),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
        };

    /// <summary>The sum of (a-b)^2 / (a+b) over what is not empty in both; half of OpenCV's CHISQR_ALT.</summary>
    public static float ChiSquare(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"Templates of {a.Length} and {b.Length} numbers cannot be compared.");
        }
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            var (difference, total) = (left[i] - right[i], left[i] + right[i]);
            // Where both are empty the numerator is 0 too, so any divisor works.
            sum += difference * difference / Vector.Max(total, new Vector<float>(SmallestDivisor));
        }
        var rest = Vector.Sum(sum);
        for (var i = left.Length * Vector<float>.Count; i < a.Length; i++)
        {
            if (a[i] + b[i] > 0)
            {
                rest += (a[i] - b[i]) * (a[i] - b[i]) / (a[i] + b[i]);
            }
        }
        return rest;
    }
}

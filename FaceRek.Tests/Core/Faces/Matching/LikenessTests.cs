using FaceRek.Core.Faces.Matching;

namespace FaceRek.Tests.Core.Faces.Matching;

public sealed class LikenessTests
{
    /// <summary>(1-3)^2/4 + (2-0)^2/2 + 0 + 0 = 3, and the sign says that less is more alike.</summary>
    [Fact]
    public void Histograms_are_compared_bin_by_bin_and_unit_vectors_by_their_angle()
    {
        float[] one = [1, 2, 0, 5],
            other = [3, 0, 0, 5];
        Assert.Equal(3, Likeness.ChiSquare(one, other), 1e-6f);
        Assert.Equal(-3, Likeness.Of(MatchMetric.ChiSquare, one, other), 1e-6f);
        Assert.Equal(28, Likeness.Of(MatchMetric.Cosine, one, other), 1e-6f);
        Assert.Throws<ArgumentOutOfRangeException>(() => Likeness.Of((MatchMetric)9, one, other));
        Assert.Throws<ArgumentException>(() => Likeness.ChiSquare(one, other.AsSpan(0, 3)));
    }

    [Fact]
    public void However_long_they_are_no_bin_is_left_out_or_counted_twice()
    {
        var random = new Random(5);
        for (var length = 1; length < 70; length++)
        {
            var (one, other) = (Bins(length), Bins(length));
            var expected = one.Zip(other)
                .Where(pair => pair.First + pair.Second > 0)
                .Sum(pair => Math.Pow(pair.First - pair.Second, 2) / (pair.First + pair.Second));
            Assert.Equal(expected, Likeness.ChiSquare(one, other), 1e-4 * Math.Max(1, expected));
        }

        float[] Bins(int length) =>
            [.. Enumerable.Range(0, length).Select(_ => random.Next(3) == 0 ? 0 : random.NextSingle())];
    }
}

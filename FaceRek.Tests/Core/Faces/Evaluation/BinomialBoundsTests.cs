using FaceRek.Core.Faces.Evaluation;

namespace FaceRek.Tests.Core.Faces.Evaluation;

public sealed class BinomialBoundsTests
{
    /// <summary>
    /// The ends of none and all have the closed form 1 - 0.025^(1/n); 10 of 100 and 5 of 20 are in any table of exact
    /// limits.
    /// </summary>
    [Theory]
    [InlineData(0, 150, 0, 0.0243)]
    [InlineData(150, 150, 0.9757, 1)]
    [InlineData(10, 100, 0.0490, 0.1762)]
    [InlineData(5, 20, 0.0866, 0.4910)]
    [InlineData(0, 1, 0, 0.975)]
    public void Bounds_are_exact(int counted, int total, double low, double high)
    {
        var bounds = BinomialBounds.Of(counted, total);
        Assert.Equal((low, high), (Math.Round(bounds.Low, 4), Math.Round(bounds.High, 4)));
    }

    [Fact]
    public void Nothing_counted_of_nothing_says_nothing() =>
        Assert.Equal(new BinomialBounds(0, 1), BinomialBounds.Of(0, 0));
}

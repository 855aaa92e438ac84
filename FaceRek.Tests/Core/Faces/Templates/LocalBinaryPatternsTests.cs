using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;
using OpenCvSharp.Face;

namespace FaceRek.Tests.Core.Faces.Templates;

public sealed class LocalBinaryPatternsTests
{
    private const int Side = 128;
    private const int Grid = 8;
    private static readonly byte[] EveryCode = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];

    /// <summary>
    /// OpenCV does not expose its histograms, but it returns the distance of two faces: 16,384 numbers each, 8x8 cells
    /// of 256 codes.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Histograms_are_those_of_OpenCV(int radius)
    {
        using var first = Grey(1);
        using var second = Grey(2);
        using var stock = LBPHFaceRecognizer.Create(radius, LocalBinaryPatterns.Neighbours, Grid, Grid);
        stock.Train([first], [1]);
        stock.Predict(second, out _, out var expected);

        Assert.Equal(expected, ChiSquareAlt(Histogram(first, radius), Histogram(second, radius)), expected * 1e-5);
    }

    [Fact]
    public void A_face_is_at_no_distance_from_itself()
    {
        using var face = Grey(3);
        Assert.Equal(0, ChiSquareAlt(Histogram(face, 1), Histogram(face, 1)));
    }

    private static Mat Grey(int person)
    {
        using var picture = Cv2.ImDecode(DrawnFaces.Draw(person), ImreadModes.Grayscale);
        return picture.Resize(new Size(Side, Side));
    }

    private static float[] Histogram(Mat grey, int radius)
    {
        using var floats = new Mat();
        grey.ConvertTo(floats, MatType.CV_32FC1);
        Assert.True(floats.GetArray(out float[] pixels));
        var inner = Side - (2 * radius);
        var grid = new CellGrid(Grid, Grid, inner / Grid, inner / Grid);
        var histogram = new float[grid.Count * 256];
        // Bins beyond a byte are not needed: each code is its own bin.
        PatternHistograms.Count(
            LocalBinaryPatterns.Codes(pixels, Side, radius),
            inner,
            grid,
            EveryCode,
            256,
            1,
            histogram
        );
        return histogram;
    }

    /// <summary>OpenCV's HISTCMP_CHISQR_ALT, which its recognizer uses.</summary>
    private static double ChiSquareAlt(float[] a, float[] b) => 2 * Likeness.ChiSquare(a, b);
}

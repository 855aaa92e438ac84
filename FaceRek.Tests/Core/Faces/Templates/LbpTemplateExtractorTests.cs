using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Templates;

/// <summary>The parts of a template.</summary>
public sealed class LbpTemplateExtractorTests
{
    private static readonly DetectedFace Somebody = new(new FaceBox(200, 100, 240, 240), 1, null);

    /// <summary>
    /// Cells of 16 pixels in the rest of 112 by 128 after 2, 4 and 6 are taken off each side: 6 by 7 each time, of 59
    /// bins.
    /// </summary>
    [Fact]
    public void A_template_is_three_times_forty_two_cells_of_fifty_nine_bins_that_sum_to_one()
    {
        using var picture = Cv2.ImDecode(DrawnFaces.Draw(1), ImreadModes.Color);
        var template = new LbpTemplateExtractor().Extract(picture, Somebody);
        Assert.Equal(
            (ModelId.Classic, "classic/1", 3 * 42 * 59),
            (template.Model, template.Model.ToString(), template.Values.Length)
        );
        foreach (var cell in template.Values.ToArray().Chunk(59))
        {
            Assert.Equal(1, cell.Sum(), 1e-4f);
        }
        Assert.Equal(
            template.Values.ToArray(),
            Template.FromBytes(template.Model, template.ToBytes()).Values.ToArray()
        );
    }

    /// <summary>
    /// 58 codes have at most two changes around the circle; they are numbered in order, and all others share the last
    /// bin.
    /// </summary>
    [Fact]
    public void Uniform_patterns_have_bins_of_their_own()
    {
        Assert.Equal(59, UniformPatterns.Bins);
        var uniform = Enumerable
            .Range(0, 256)
            .Where(code =>
                Enumerable.Range(0, 8).Count(bit => ((code >> bit) & 1) != ((code >> ((bit + 1) % 8)) & 1)) <= 2
            )
            .ToArray();
        Assert.Equal(Enumerable.Range(0, 58), uniform.Select(code => (int)UniformPatterns.BinOf[code]));
        Assert.All(Enumerable.Range(0, 256).Except(uniform), code => Assert.Equal(58, UniformPatterns.BinOf[code]));
    }

    [Fact]
    public void Codes_are_counted_cell_by_cell_in_rows_from_the_top_left()
    {
        var grid = new CellGrid(2, 2, 2, 1);
        Assert.Equal(
            (4, (0, 0), (2, 0), (0, 1), (2, 1)),
            (grid.Count, grid.Corner(0), grid.Corner(1), grid.Corner(2), grid.Corner(3))
        );
        // A fifth column belongs to no cell.
        byte[] codes = [0, 1, 2, 2, 9, 1, 1, 0, 2, 9];
        var histograms = new float[4 * 3];
        histograms[0] = 1;
        PatternHistograms.Count(codes, 5, grid, [0, 1, 2, 0, 0, 0, 0, 0, 0, 0], 3, weight: 0.5f, histograms);
        Assert.Equal([1.25f, 0.25f, 0, 0, 0, 0.5f, 0, 0.5f, 0, 0.25f, 0, 0.25f], histograms);
    }

    /// <summary>
    /// A gamma of a fifth, then the difference of blurs of one and two pixels; by the definition, with the kernels
    /// OpenCV uses for these widths.
    /// </summary>
    [Fact]
    public void Light_is_evened_by_gamma_and_a_difference_of_blurs()
    {
        const int side = 24;
        using var grey = new Mat(side, side, MatType.CV_8UC1);
        var random = new Random(3);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                grey.Set(y, x, (byte)random.Next(256));
            }
        }
        var light = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                light[y, x] = Math.Pow((grey.At<byte>(y, x) + 1) / 255.0, 0.2);
            }
        }
        var (inner, outer) = (Blurred(light, 1, 4), Blurred(light, 2, 8));
        var values = IlluminationFilter.Apply(grey);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(inner[i / side, i % side] - outer[i / side, i % side], values[i], 2e-5);
        }
    }

    [Fact]
    public void A_network_answers_a_unit_vector_of_the_crop_and_of_its_mirror_where_it_looks_twice()
    {
        var manifest = (EmbeddingManifest)ModelManifest.Read(PackFolder.TinyManifest());
        using var once = new OnnxExtractor(manifest, TinyNetwork.Bytes);
        using var twice = new OnnxExtractor(manifest with { IsMirrored = true }, TinyNetwork.Bytes);
        using var picture = Cv2.ImDecode(DrawnFaces.Draw(1), ImreadModes.Color);
        using var mirrored = picture.Flip(FlipMode.Y);
        var (face, mirroredFace) = (Pointed(320, 200), Pointed(319, 200));

        var (own, other, both) = (
            once.Extract(picture, face).Values.ToArray(),
            once.Extract(mirrored, mirroredFace).Values.ToArray(),
            twice.Extract(picture, face).Values.ToArray()
        );

        Assert.Equal("tiny/1", once.Model.ToString());
        Assert.Equal(1, own.Sum(number => number * number), 1e-4f);
        Assert.Equal(1, both.Sum(number => number * number), 1e-4f);
        var sum = own.Zip(other, (one, two) => one + two).ToArray();
        var length = MathF.Sqrt(sum.Sum(number => number * number));
        for (var i = 0; i < sum.Length; i++)
        {
            Assert.Equal(sum[i] / length, both[i], 0.02f);
        }

        Assert.Throws<ArgumentException>(() =>
            once.Extract(picture, new DetectedFace(new FaceBox(0, 0, 9, 9), 1, null))
        );
        using var black = new Mat(480, 640, MatType.CV_8UC3, Scalar.Black);
        Assert.Throws<InvalidOperationException>(() => once.Extract(black, face));
    }

    private static DetectedFace Pointed(float x, float y) =>
        new(
            new FaceBox(x - 60, y - 60, 120, 140),
            1,
            new FaceLandmarks(new(x - 30, y), new(x + 30, y), new(x, y + 34), new(x - 25, y + 68), new(x + 25, y + 68))
        );

    private static double[,] Blurred(double[,] picture, double sigma, int reach)
    {
        var side = picture.GetLength(0);
        var kernel = Enumerable
            .Range(-reach, (2 * reach) + 1)
            .Select(at => Math.Exp(-at * at / (2 * sigma * sigma)))
            .ToArray();
        var sum = kernel.Sum();
        var (across, blurred) = (new double[side, side], new double[side, side]);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                for (var k = 0; k < kernel.Length; k++)
                {
                    across[y, x] += kernel[k] / sum * picture[y, Math.Clamp(x + k - reach, 0, side - 1)];
                }
            }
        }
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                for (var k = 0; k < kernel.Length; k++)
                {
                    blurred[y, x] += kernel[k] / sum * across[Math.Clamp(y + k - reach, 0, side - 1), x];
                }
            }
        }
        return blurred;
    }
}

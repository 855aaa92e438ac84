using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// The classic template: uniform local binary patterns of three radii over the cells of the aligned, normalised face, the mean of
/// several alignments. Compared by chi-square.
/// </summary>
internal sealed class LbpTemplateExtractor : ITemplateExtractor
{
    /// <summary>In pixels; each radius captures structure of its own size.</summary>
    private static readonly int[] Radii = [2, 4, 6];

    /// <summary>In pixels; cells need not overlap, because the nudged alignments already blur their borders.</summary>
    private const int Cell = 16;

    public ModelId Model => ModelId.Classic;

    public Template Extract(Mat picture, DetectedFace face)
    {
        using var grey = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        var values = new float[Radii.Sum(radius => Grid(radius).Count) * UniformPatterns.Bins];
        foreach (var aligned in EyeAlignment.Align(grey, EyeAlignment.EyesOf(face), Nudge.Around))
        {
            using (aligned)
            {
                Add(IlluminationFilter.Apply(aligned), values);
            }
        }
        return new Template(Model, values);
    }

    public void Dispose()
    {
        // Nothing native is kept between two faces.
    }

    private static void Add(float[] pixels, Span<float> values)
    {
        foreach (var radius in Radii)
        {
            var codes = LocalBinaryPatterns.Codes(pixels, EyeAlignment.Width, radius);
            PatternHistograms.Count(
                codes,
                EyeAlignment.Width - 2 * radius,
                Grid(radius),
                UniformPatterns.BinOf,
                UniformPatterns.Bins,
                1f / Nudge.Around.Length,
                values
            );
            values = values[(Grid(radius).Count * UniformPatterns.Bins)..];
        }
    }

    private static CellGrid Grid(int radius) =>
        new((EyeAlignment.Width - 2 * radius) / Cell, (EyeAlignment.Height - 2 * radius) / Cell, Cell, Cell);
}

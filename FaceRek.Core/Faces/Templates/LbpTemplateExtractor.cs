using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>The classic template: uniform local binary patterns of radius 1, 2 and 3 on overlapping cells of the aligned, normalised face.</summary>
internal sealed class LbpTemplateExtractor : ITemplateExtractor
{
    /// <summary>Pixels; each radius sees structure of its own size.</summary>
    private static readonly int[] Radii = [1, 2, 3];

    private const int Cell = 16, Step = 8;

    public ModelId Model => ModelId.Classic;

    public Template Extract(Mat picture, DetectedFace face)
    {
        using var grey = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        using var aligned = EyeAlignment.Align(grey, face.Eyes ?? EyeAlignment.Expected(face.Box));
        var pixels = IlluminationFilter.Apply(aligned);
        var values = new float[Radii.Sum(radius => Grid(radius).Count) * UniformPatterns.Bins];
        var rest = values.AsSpan();
        foreach (var radius in Radii)
        {
            var codes = LocalBinaryPatterns.Codes(pixels, EyeAlignment.Width, radius);
            PatternHistograms.Count(codes, EyeAlignment.Width - 2 * radius, Grid(radius), UniformPatterns.BinOf, UniformPatterns.Bins, rest);
            rest = rest[(Grid(radius).Count * UniformPatterns.Bins)..];
        }
        return new Template(Model, values);
    }

    public void Dispose()
    {
        // Nothing native is kept between two faces.
    }

    private static CellGrid Grid(int radius) =>
        new((EyeAlignment.Width - 2 * radius - Cell) / Step + 1, (EyeAlignment.Height - 2 * radius - Cell) / Step + 1, Cell, Cell, Step, Step);
}

namespace FaceRek.Core.Faces.Templates;

/// <summary>Counts codes cell by cell; each cell's histogram sums to 1, so that no part of the face outweighs another.</summary>
internal static class PatternHistograms
{
    /// <param name="codes">Row by row, <paramref name="width"/> wide.</param>
    /// <param name="binOf">The bin of each of the 256 codes.</param>
    /// <param name="histograms">One of <paramref name="bins"/> floats for each cell, zeroed.</param>
    public static void Count(ReadOnlySpan<byte> codes, int width, CellGrid grid, ReadOnlySpan<byte> binOf, int bins, Span<float> histograms)
    {
        var share = 1f / (grid.CellWidth * grid.CellHeight);
        foreach (var (left, top) in grid.Corners())
        {
            for (var y = top; y < top + grid.CellHeight; y++)
            {
                foreach (var code in codes.Slice(y * width + left, grid.CellWidth)) { histograms[binOf[code]] += share; }
            }
            histograms = histograms[bins..];
        }
    }
}

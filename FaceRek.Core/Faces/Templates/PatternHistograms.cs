namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// Counts codes cell by cell; each cell's histogram has the same sum, so that every part of the face has the same
/// weight.
/// </summary>
internal static class PatternHistograms
{
    /// <param name="codes">Row by row, <paramref name="width"/> wide.</param>
    /// <param name="binOf">The bin of each of the 256 codes.</param>
    /// <param name="weight">What each cell's histogram sums to.</param>
    /// <param name="histograms">One of <paramref name="bins"/> floats for each cell; added to.</param>
    public static void Count(
        ReadOnlySpan<byte> codes,
        int width,
        CellGrid grid,
        ReadOnlySpan<byte> binOf,
        int bins,
        float weight,
        Span<float> histograms
    )
    {
        var share = weight / (grid.CellWidth * grid.CellHeight);
        for (var cell = 0; cell < grid.Count; cell++)
        {
            var (left, top) = grid.Corner(cell);
            var histogram = histograms.Slice(cell * bins, bins);
            for (var y = top; y < top + grid.CellHeight; y++)
            {
                foreach (var code in codes.Slice(y * width + left, grid.CellWidth))
                {
                    histogram[binOf[code]] += share;
                }
            }
        }
    }
}

/// <summary>Cells beside each other, in rows from the top left.</summary>
internal readonly record struct CellGrid(int Columns, int Rows, int CellWidth, int CellHeight)
{
    public int Count => Columns * Rows;

    public (int Left, int Top) Corner(int cell) => (cell % Columns * CellWidth, cell / Columns * CellHeight);
}

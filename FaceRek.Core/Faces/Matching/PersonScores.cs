using System.Buffers;

namespace FaceRek.Core.Faces.Matching;

/// <summary>Raw scores of one probe against every person of a gallery: the best of each person's templates. Lives in rented memory.</summary>
internal readonly struct PersonScores : IDisposable
{
    private readonly float[] best;
    private readonly int[] bestRow;

    private PersonScores(int slots) => (best, bestRow) = (ArrayPool<float>.Shared.Rent(slots), ArrayPool<int>.Shared.Rent(slots));

    public static PersonScores Of(GalleryIndex index, MatchMetric metric, ReadOnlySpan<float> probe)
    {
        var scores = new PersonScores(index.Slots);
        scores.best.AsSpan(0, index.Slots).Fill(float.NegativeInfinity);
        for (var row = 0; row < index.Rows; row++) { scores.See(index.SlotAt(row), row, Likeness.Of(metric, index.ValuesAt(row), probe)); }
        return scores;
    }

    /// <summary>Only these people's, for a verification that must not slow down in a large gallery.</summary>
    public static PersonScores Of(GalleryIndex index, MatchMetric metric, ReadOnlySpan<float> probe, ReadOnlySpan<int> slots)
    {
        var scores = new PersonScores(index.Slots);
        foreach (var slot in slots)
        {
            scores.best[slot] = float.NegativeInfinity;
            for (var row = index.FirstRow(slot); row >= 0; row = index.NextRow(row)) { scores.See(slot, row, Likeness.Of(metric, index.ValuesAt(row), probe)); }
        }
        return scores;
    }

    public float this[int slot] => best[slot];

    public int BestRow(int slot) => bestRow[slot];

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(best);
        ArrayPool<int>.Shared.Return(bestRow);
    }

    private void See(int slot, int row, float score)
    {
        if (score > best[slot]) { (best[slot], bestRow[slot]) = (score, row); }
    }
}

namespace FaceRek.Core.Faces.Matching;

/// <summary>The numbers of many templates, one row each, lying one after the other in blocks: a search streams them, and growing copies nothing.</summary>
/// <param name="length">Floats in a row.</param>
internal sealed class TemplateRows(int length)
{
    /// <summary>About a megabyte, so that an organization of ten does not hold room for thousands.</summary>
    private readonly int rowsInBlock = Math.Max(1, (1 << 18) / length);

    private readonly List<float[]> blocks = [];

    public int Length => length;

    public int Count { get; private set; }

    public ReadOnlySpan<float> this[int row] => At(row);

    public int Add(ReadOnlySpan<float> values)
    {
        if (Count == blocks.Count * rowsInBlock) { blocks.Add(new float[rowsInBlock * length]); }
        values.CopyTo(At(Count));
        return Count++;
    }

    public void Replace(int row, ReadOnlySpan<float> values) => values.CopyTo(At(row));

    /// <summary>The last row moves into the gap, and its old place is wiped: what was deleted is gone.</summary>
    public void RemoveAt(int row)
    {
        var last = At(--Count);
        last.CopyTo(At(row));
        last.Clear();
        if (Count == (blocks.Count - 1) * rowsInBlock) { blocks.RemoveAt(blocks.Count - 1); }
    }

    private Span<float> At(int row)
    {
        var (block, within) = Math.DivRem(row, rowsInBlock);
        return blocks[block].AsSpan(within * length, length);
    }
}

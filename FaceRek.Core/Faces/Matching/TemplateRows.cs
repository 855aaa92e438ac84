namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// The numbers of many templates, one row each, stored in consecutive blocks: a search streams them, and growing copies
/// only the first block.
/// </summary>
/// <param name="length">Floats in a row.</param>
internal sealed class TemplateRows(int length)
{
    /// <summary>About a megabyte: long enough to stream, short enough that the last one is no waste.</summary>
    private readonly int rowsInBlock = Math.Max(1, (1 << 18) / length);

    private readonly List<float[]> blocks = [];

    public int Length => length;

    public int Count { get; private set; }

    public int Blocks => blocks.Count;

    public ReadOnlySpan<float> this[int row] => At(row);

    /// <summary>The rows of one block, end to end; the first of them is row number <c>block * RowsBefore(1)</c>.</summary>
    public ReadOnlySpan<float> Block(int block) =>
        blocks[block].AsSpan(0, (Math.Min(Count, RowsBefore(block + 1)) - RowsBefore(block)) * length);

    public int RowsBefore(int block) => block * rowsInBlock;

    public int Add(ReadOnlySpan<float> values)
    {
        MakeRoom();
        values.CopyTo(At(Count));
        return Count++;
    }

    public void Replace(int row, ReadOnlySpan<float> values) => values.CopyTo(At(row));

    /// <summary>The last row moves into the gap, and its old place is cleared, so that deleted data is gone.</summary>
    public void RemoveAt(int row)
    {
        var last = At(--Count);
        last.CopyTo(At(row));
        last.Clear();
        if (Count == RowsBefore(blocks.Count - 1))
        {
            blocks.RemoveAt(blocks.Count - 1);
        }
    }

    private void MakeRoom()
    {
        if (Count == blocks.Count * rowsInBlock)
        {
            blocks.Add(new float[(blocks.Count == 0 ? Math.Min(4, rowsInBlock) : rowsInBlock) * length]);
            return;
        }
        if (blocks.Count != 1 || Count * length < blocks[0].Length)
        {
            return;
        }
        // A gallery of ten people does not reserve room for thousands: its only block grows by an eighth at a time.
        var old = blocks[0];
        blocks[0] = new float[Math.Min(rowsInBlock, Count + (Count / 8) + 1) * length];
        old.CopyTo(blocks[0].AsSpan());
        Array.Clear(old);
    }

    private Span<float> At(int row)
    {
        var (block, within) = Math.DivRem(row, rowsInBlock);
        return blocks[block].AsSpan(within * length, length);
    }
}

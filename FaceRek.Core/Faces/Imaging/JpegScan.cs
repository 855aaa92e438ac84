using System.Numerics;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Skips the blocks of one scan of a JPEG. A sequential scan holds whole blocks (ITU-T T.81, annex F), a progressive one
/// a band of their coefficients or one more bit of it (annex G).
/// </summary>
internal sealed class JpegScan
{
    private readonly JpegHuffmanTable?[] dc,
        ac;
    private readonly bool isProgressive,
        isRefinement;
    private readonly int first,
        last;
    private readonly ulong[] nonZero;

    /// <summary>How many blocks have no further codes in this band.</summary>
    private int emptyBlocks;

    public JpegScan(JpegHuffmanTable?[] dc, JpegHuffmanTable?[] ac) => (this.dc, this.ac, nonZero) = (dc, ac, []);

    /// <param name="bitsBefore">Not 0 in a refinement.</param>
    /// <param name="nonZero">Of each block the coefficients that earlier scans sent; a refinement has a bit for each of
    /// them.</param>
    public JpegScan(
        JpegHuffmanTable?[] dc,
        JpegHuffmanTable?[] ac,
        int first,
        int last,
        int bitsBefore,
        ulong[] nonZero
    )
    {
        (this.dc, this.ac, this.first, this.last, this.nonZero) = (dc, ac, first, last, nonZero);
        (isProgressive, isRefinement) = (true, bitsBefore > 0);
    }

    /// <summary>Whether there is a table for each code, and only one component in a band beyond the first coefficient.</summary>
    public bool IsPossible =>
        !isProgressive ? !dc.Contains(null) && !ac.Contains(null)
        : first == 0 ? last == 0 && (isRefinement || !dc.Contains(null))
        : ac.Length == 1 && ac[0] is not null;

    public void Restart() => emptyBlocks = 0;

    /// <param name="part">Which of the scan's components.</param>
    /// <param name="block">Its number within the component, in a scan of one.</param>
    /// <returns>False when the bits end within the block, or are no code.</returns>
    public bool TrySkipBlock(ref JpegBitReader bits, int part, int block)
    {
        if (!isProgressive)
        {
            return bits.TrySkipBlock(dc[part]!, ac[part]!);
        }
        if (first == 0)
        {
            return isRefinement ? bits.TrySkip(1) : bits.TrySkipValue(dc[part]!);
        }
        return isRefinement ? TryRefineBand(ref bits, ref nonZero[block]) : TrySkipBand(ref bits, ref nonZero[block]);
    }

    private bool TrySkipBand(ref JpegBitReader bits, ref ulong known)
    {
        if (emptyBlocks > 0)
        {
            emptyBlocks--;
            return true;
        }
        for (var at = first; at <= last; at++)
        {
            if (!bits.TryDecode(ac[0]!, out var zeros, out var size))
            {
                return false;
            }
            if (size == 0 && zeros < 15)
            {
                return TryReadRun(ref bits, zeros) && emptyBlocks-- > 0;
            }
            at += zeros;
            if (size > 0)
            {
                if (at > last || !bits.TrySkip(size))
                {
                    return false;
                }
                known |= 1UL << at;
            }
        }
        return true;
    }

    private bool TryRefineBand(ref JpegBitReader bits, ref ulong known)
    {
        var at = first;
        for (; emptyBlocks == 0 && at <= last; at++)
        {
            if (!bits.TryDecode(ac[0]!, out var zeros, out var size))
            {
                return false;
            }
            if (size == 0 && zeros < 15)
            {
                if (!TryReadRun(ref bits, zeros))
                {
                    return false;
                }
                break;
            }
            if (size > 0 && !bits.TrySkip(1))
            {
                return false;
            }
            for (; at <= last; at++)
            {
                if ((known & (1UL << at)) == 0 && zeros-- == 0)
                {
                    break;
                }
                if ((known & (1UL << at)) != 0 && !bits.TrySkip(1))
                {
                    return false;
                }
            }
            if (size > 0)
            {
                if (at > last)
                {
                    return false;
                }
                known |= 1UL << at;
            }
        }
        return emptyBlocks == 0 || TryRefineRest(ref bits, known, at);
    }

    private bool TryRefineRest(ref JpegBitReader bits, ulong known, int from)
    {
        emptyBlocks--;
        var band = from > last ? 0 : (ulong.MaxValue << from) & (ulong.MaxValue >> (63 - last));
        return bits.TrySkip(BitOperations.PopCount(known & band));
    }

    /// <summary>Blocks without further codes, this one among them.</summary>
    private bool TryReadRun(ref JpegBitReader bits, int size)
    {
        if (!bits.TryRead(size, out var more))
        {
            return false;
        }
        emptyBlocks = (1 << size) + more;
        return true;
    }
}

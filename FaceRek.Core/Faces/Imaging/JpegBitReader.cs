namespace FaceRek.Core.Faces.Imaging;

/// <summary>Reads the entropy-coded bits of one scan; a marker ends them.</summary>
internal ref struct JpegBitReader
{
    private ReadOnlySpan<byte> scan;
    private int buffer,
        available;

    public JpegBitReader(ReadOnlySpan<byte> scan) => this.scan = scan;

    /// <returns>From the marker on that ends the scan.</returns>
    public ReadOnlySpan<byte> SkipToMarker()
    {
        while (!AtMarker)
        {
            scan = scan[(scan[0] == 0xFF ? 2 : 1)..];
        }
        return scan;
    }

    private readonly bool AtMarker => scan.Length < 2 || (scan[0] == 0xFF && scan[1] is not 0);

    /// <summary>Continues after the next restart marker.</summary>
    public void Restart()
    {
        available = 0;
        if (SkipToMarker() is [0xFF, >= 0xD0 and <= 0xD7, ..])
        {
            scan = scan[2..];
        }
    }

    /// <returns>False when the bits end within the block, or are no code.</returns>
    public bool TrySkipBlock(JpegHuffmanTable dc, JpegHuffmanTable ac)
    {
        if (!TrySkipValue(dc))
        {
            return false;
        }
        for (var coefficient = 1; coefficient < 64; coefficient++)
        {
            if (!TryDecode(ac, out var zeros, out var size) || !TrySkip(size))
            {
                return false;
            }
            if (zeros == 0 && size == 0)
            {
                break;
            }
            coefficient += zeros;
        }
        return true;
    }

    /// <summary>A code that says how many bits follow, and these.</summary>
    public bool TrySkipValue(JpegHuffmanTable table) => TryDecode(table, out _, out var size) && TrySkip(size);

    /// <summary>A code of two halves: how many zeros come first, and how many bits the value has.</summary>
    public bool TryDecode(JpegHuffmanTable table, out int zeros, out int size)
    {
        var symbol = Decode(table);
        (zeros, size) = (symbol >> 4, symbol & 15);
        return symbol >= 0;
    }

    public bool TryRead(int bits, out int value)
    {
        value = 0;
        while (bits-- > 0)
        {
            if (!TryReadBit(out var bit))
            {
                return false;
            }
            value = (value << 1) | bit;
        }
        return true;
    }

    private int Decode(JpegHuffmanTable table)
    {
        for (int length = 1, code = 0; length <= 16; length++)
        {
            if (!TryReadBit(out var bit))
            {
                return -1;
            }
            code = (code << 1) | bit;
            if (table.Find(code, length) is >= 0 and var symbol)
            {
                return symbol;
            }
        }
        return -1;
    }

    public bool TrySkip(int bits)
    {
        while (bits-- > 0)
        {
            if (!TryReadBit(out _))
            {
                return false;
            }
        }
        return true;
    }

    private bool TryReadBit(out int bit)
    {
        bit = 0;
        if (available == 0)
        {
            if (AtMarker)
            {
                return false;
            }
            buffer = scan[0];
            scan = scan[(scan[0] == 0xFF ? 2 : 1)..];
            available = 8;
        }
        bit = (buffer >> --available) & 1;
        return true;
    }
}

/// <summary>One Huffman table of a JPEG, laid out for looking codes up by length (ITU-T T.81, F.2.2.3).</summary>
internal sealed class JpegHuffmanTable
{
    private readonly byte[] symbols;
    private readonly int[] firstCode = new int[17],
        firstSymbol = new int[17],
        count = new int[17];

    /// <param name="counts">How many codes there are of each length from 1 to 16 bits.</param>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        this.symbols = symbols.ToArray();
        for (int length = 1, code = 0, symbol = 0; length <= 16; length++, code <<= 1)
        {
            (firstCode[length], firstSymbol[length], count[length]) = (code, symbol, counts[length - 1]);
            code += count[length];
            symbol += count[length];
        }
    }

    /// <returns>The symbol of a code of that length, or -1.</returns>
    public int Find(int code, int length)
    {
        var offset = code - firstCode[length];
        return offset >= 0 && offset < count[length] ? symbols[firstSymbol[length] + offset] : -1;
    }
}

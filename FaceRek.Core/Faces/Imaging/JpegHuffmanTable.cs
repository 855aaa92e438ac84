namespace FaceRek.Core.Faces.Imaging;

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

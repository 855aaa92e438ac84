namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Tracks which coefficients the scans of a JPEG have delivered (ITU-T T.81, annex G). A progressive file that was cut
/// and closed again with an end marker decodes without an error; here it is detected, because its last scans are
/// missing.
/// </summary>
internal sealed class JpegProgress
{
    private const int Coefficients = 64;
    private const sbyte Missing = -1;

    private readonly Dictionary<byte, sbyte[]> missingBits = [];
    private bool isProgressive;

    /// <summary>Every coefficient of every component has arrived to its last bit.</summary>
    public bool IsComplete => missingBits.Count > 0 && missingBits.Values.All(bits => bits.All(left => left == 0));

    /// <param name="components">Three bytes each: id, sampling factors, quantisation table.</param>
    public bool TryFrame(bool isProgressive, ReadOnlySpan<byte> components)
    {
        this.isProgressive = isProgressive;
        for (; !components.IsEmpty; components = components[3..])
        {
            if (components[1] >> 4 is < 1 or > 4 || (components[1] & 15) is < 1 or > 4 || components[2] > 3)
            {
                return false;
            }
            var bits = new sbyte[Coefficients];
            Array.Fill(bits, Missing);
            if (!missingBits.TryAdd(components[0], bits))
            {
                return false;
            }
        }
        return true;
    }

    /// <param name="header">Of a scan, without its length: count, count times (id, tables), first and last coefficient,
    /// bit positions.</param>
    public bool TryScan(ReadOnlySpan<byte> header)
    {
        if (header.Length < 1 || header.Length != 4 + 2 * header[0])
        {
            return false;
        }
        var (first, last, bit) = isProgressive ? (header[^3], header[^2], header[^1] & 15) : (0, Coefficients - 1, 0);
        if (last >= Coefficients || first > last)
        {
            return false;
        }
        for (var i = 0; i < header[0]; i++)
        {
            if (!missingBits.TryGetValue(header[1 + 2 * i], out var bits))
            {
                return false;
            }
            bits.AsSpan(first..(last + 1)).Fill((sbyte)bit);
        }
        return header[0] > 0;
    }
}

using System.Text;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Binary grey maps (Netpbm's P5, 8 bits), the format of research collections. Read by evaluations from disk; never
/// taken as an upload.
/// </summary>
internal static class PgmFile
{
    private const int MaxSide = 12_000;

    public static bool IsOne(ReadOnlySpan<byte> file) => file.StartsWith("P5"u8);

    /// <returns>Null when it is not a whole P5 file.</returns>
    public static UprightPicture? Read(ReadOnlySpan<byte> file)
    {
        var at = 2;
        if (
            !IsOne(file)
            || !TryNumber(file, ref at, out var width)
            || !TryNumber(file, ref at, out var height)
            || !TryNumber(file, ref at, out var white)
        )
        {
            return null;
        }
        at++;
        if (
            width is 0 or > MaxSide
            || height is 0 or > MaxSide
            || white is 0 or > 255
            || file.Length - at < (long)width * height
        )
        {
            return null;
        }
        using var grey = Mat.FromPixelData(height, width, MatType.CV_8UC1, file.Slice(at, width * height).ToArray());
        if (white < 255)
        {
            grey.ConvertTo(grey, MatType.CV_8UC1, 255.0 / white);
        }
        return new UprightPicture(grey.CvtColor(ColorConversionCodes.GRAY2BGR), grey.Size());
    }

    private static bool TryNumber(ReadOnlySpan<byte> file, ref int at, out int number)
    {
        for (; at < file.Length && (file[at] is (byte)'#' || char.IsWhiteSpace((char)file[at])); at++)
        {
            if (file[at] is (byte)'#')
            {
                while (at + 1 < file.Length && file[at + 1] is not (byte)'\n')
                {
                    at++;
                }
            }
        }
        var start = at;
        while (at < file.Length && at - start < 6 && char.IsAsciiDigit((char)file[at]))
        {
            at++;
        }
        return int.TryParse(Encoding.ASCII.GetString(file[start..at]), out number);
    }
}

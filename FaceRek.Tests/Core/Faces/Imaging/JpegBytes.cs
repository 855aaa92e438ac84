using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>JPEG files, valid ones from the encoder and others built by hand.</summary>
internal static class JpegBytes
{
    /// <summary>
    /// A picture with structure everywhere, so that a wrong turn or a missing part is noticed: its top left corner is
    /// white, its top right red.
    /// </summary>
    public static byte[] Encode(
        int width = 96,
        int height = 64,
        bool progressive = false,
        int seed = 1,
        ImageEncodingParam[]? more = null
    )
    {
        using var picture = Marked(width, height, seed);
        return picture.ImEncode(
            ".jpg",
            [new(ImwriteFlags.JpegQuality, 92), new(ImwriteFlags.JpegProgressive, progressive ? 1 : 0), .. more ?? []]
        );
    }

    public static Mat Marked(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var (rows, columns) = (height / 8 + 1, width / 8 + 1);
        using var coarse = new Mat(rows, columns, MatType.CV_8UC3);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                coarse.Set(
                    y,
                    x,
                    new Vec3b((byte)random.Next(40, 120), (byte)random.Next(40, 120), (byte)random.Next(40, 120))
                );
            }
        }
        var picture = coarse.Resize(new Size(width, height), interpolation: InterpolationFlags.Linear);
        Cv2.Rectangle(picture, new Rect(0, 0, width / 3, height / 3), Scalar.White, -1);
        Cv2.Rectangle(picture, new Rect(width - width / 3, 0, width / 3, height / 3), new Scalar(0, 0, 255), -1);
        return picture;
    }

    /// <summary>A frame header and one scan of zeros: what a hostile header looks like.</summary>
    public static byte[] Frame(int width, int height, byte marker = 0xC0, byte precision = 8, byte components = 3) =>
        [
            0xFF,
            0xD8,
            0xFF,
            marker,
            0,
            (byte)(8 + 3 * components),
            precision,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            components,
            .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 }),
            .. Scan(components),
            .. new byte[50],
            0xFF,
            0xD9,
        ];

    public static byte[] Scan(byte components) =>
        [
            0xFF,
            0xDA,
            0,
            (byte)(6 + 2 * components),
            components,
            .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 }),
            0,
            63,
            0,
        ];

    /// <summary>Inserts an APP1 segment with an orientation after the start marker.</summary>
    public static byte[] WithOrientation(byte[] jpeg, ushort orientation, uint nextDirectory = 0)
    {
        byte[] tiff =
        [
            (byte)'I',
            (byte)'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte)orientation,
            (byte)(orientation >> 8),
            0,
            0,
            .. BitConverter.GetBytes(nextDirectory),
        ];
        byte[] segment = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, 0, (byte)(segment.Length + 2), .. segment, .. jpeg.AsSpan(2)];
    }
}

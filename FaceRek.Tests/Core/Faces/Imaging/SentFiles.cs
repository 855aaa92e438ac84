using FaceRek.Core.Faces.Drawing;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>Files that people really send: pictures of phones, and pictures that are not taken.</summary>
internal static class SentFiles
{
    /// <summary>What is refused, and the sentence that says what it is and what helps.</summary>
    public static IEnumerable<(byte[] File, int Status, string Sentence)> NotTaken
    {
        get
        {
            using var picture = JpegBytes.Marked(96, 64);
            using var deep = new Mat(64, 96, MatType.CV_16UC3, Scalar.All(40_000));
            yield return (
                Heic,
                415,
                "This is a HEIC picture. Choose \"Most compatible\" in the camera's settings, or send it as JPEG."
            );
            yield return (
                [0, 0, 0, 28, .. "ftypavif\0\0\0\0avifmif1miaf"u8, .. new byte[400]],
                415,
                "This is an AVIF picture. Save it as JPEG, and send that."
            );
            yield return (picture.ImEncode(".webp"), 415, "This is a WebP picture. Save it as JPEG, and send that.");
            yield return (
                JpegBytes.Frame(96, 64, components: 4),
                415,
                "This JPEG has the colours of a printer (CMYK). Save it with the colours of a screen (RGB)."
            );
            yield return (
                JpegBytes.Frame(96, 64, marker: 0xC9),
                415,
                "This JPEG has arithmetic coding, which few programs read. Save it as an ordinary JPEG."
            );
            yield return (
                deep.ImEncode(".png"),
                415,
                "This picture has more than 8 bits for each colour, as a 16-bit PNG has. Save it with 8 bits, or as JPEG."
            );
            yield return (
                PngBytes.File(PngBytes.Header(8, 8, interlace: 1), PngBytes.Rows(24, 8), PngBytes.End()),
                415,
                "This PNG is interlaced. Save it without that, or as JPEG."
            );
            yield return (
                JpegBytes.Frame(8064, 6048, marker: 0xC2),
                413,
                "This JPEG is progressive, of which at most 24 megapixels are taken, or 12 in full colour (4:4:4). Save it as an ordinary (baseline) JPEG, or smaller."
            );
        }
    }

    public static byte[] Heic => [0, 0, 0, 24, .. "ftypheic\0\0\0\0mif1heic"u8, .. new byte[400]];

    /// <summary>A drawn person, as a phone of so many pixels takes the picture.</summary>
    public static byte[] Photograph(int face, int moment, int width, int height, bool progressive = false)
    {
        using var large = Drawn(face, moment, width, height);
        return Jpeg(large, progressive);
    }

    /// <summary>The same by a phone that was held upright: the picture lies on its side and a tag says so.</summary>
    public static byte[] OnItsSide(int face, int moment, int width, int height)
    {
        using var large = Drawn(face, moment, width, height);
        using var turned = new Mat();
        Cv2.Rotate(large, turned, RotateFlags.Rotate90Counterclockwise);
        return JpegBytes.WithOrientation(Jpeg(turned, progressive: false), 6);
    }

    private static Mat Drawn(int face, int moment, int width, int height)
    {
        var drawn = DrawnFaces.Draw(face, DrawnSitter.At(moment) with { Width = 1280, Height = 960 });
        using var picture = Cv2.ImDecode(drawn, ImreadModes.Color);
        return picture.Resize(new Size(width, height), interpolation: InterpolationFlags.Linear);
    }

    private static byte[] Jpeg(Mat picture, bool progressive) =>
        picture.ImEncode(
            ".jpg",
            new ImageEncodingParam(ImwriteFlags.JpegQuality, 88),
            new ImageEncodingParam(ImwriteFlags.JpegProgressive, progressive ? 1 : 0)
        );
}

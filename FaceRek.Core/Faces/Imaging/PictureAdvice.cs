using System.Diagnostics;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Sentences for pictures that people have in good faith and that are not taken as they are.</summary>
public static class PictureAdvice
{
    /// <summary>What the picture is, and how to make one of it that is taken; in English.</summary>
    public static string On(PictureFault fault) =>
        fault switch
        {
            PictureFault.Heic =>
                "This is a HEIC picture. Choose \"Most compatible\" in the camera's settings, or send it as JPEG.",
            PictureFault.Avif => "This is an AVIF picture. Save it as JPEG, and send that.",
            PictureFault.WebP => "This is a WebP picture. Save it as JPEG, and send that.",
            PictureFault.Cmyk =>
                "This JPEG has the colours of a printer (CMYK). Save it with the colours of a screen (RGB).",
            PictureFault.Arithmetic =>
                "This JPEG has arithmetic coding, which few programs read. Save it as an ordinary JPEG.",
            PictureFault.TooDeep =>
                "This picture has more than 8 bits for each colour, as a 16-bit PNG has. Save it with 8 bits, or as JPEG.",
            PictureFault.Interlaced => "This PNG is interlaced. Save it without that, or as JPEG.",
            PictureFault.TooLargeInScans =>
                "This JPEG is progressive, of which at most 24 megapixels are taken, or 12 in full colour (4:4:4). Save it as an ordinary (baseline) JPEG, or smaller.",
            PictureFault.Empty
            or PictureFault.Damaged
            or PictureFault.UnsupportedFormat
            or PictureFault.TooManyBytes
            or PictureFault.TooManyPixels => throw new InvalidOperationException($"{fault} has words of its own."),
            _ => throw new UnreachableException(),
        };
}

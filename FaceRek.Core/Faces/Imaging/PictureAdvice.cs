using System.Diagnostics;

namespace FaceRek.Core.Faces.Imaging;

/// <summary>Sentences for pictures that people have in good faith and that are not taken as they are.</summary>
public static class PictureAdvice
{
    /// <summary>What the picture is, and how to make one of it that is taken; in English.</summary>
    public static string On(PictureError error) =>
        error switch
        {
            PictureError.Heic =>
                "This is a HEIC picture. Choose \"Most compatible\" in the camera's settings, or send it as JPEG.",
            PictureError.Avif => "This is an AVIF picture. Save it as JPEG, and send that.",
            PictureError.WebP => "This is a WebP picture. Save it as JPEG, and send that.",
            PictureError.Cmyk =>
                "This JPEG has the colours of a printer (CMYK). Save it with the colours of a screen (RGB).",
            PictureError.Arithmetic =>
                "This JPEG has arithmetic coding, which few programs read. Save it as an ordinary JPEG.",
            PictureError.TooDeep =>
                "This picture has more than 8 bits for each colour, as a 16-bit PNG has. Save it with 8 bits, or as JPEG.",
            PictureError.Interlaced => "This PNG is interlaced. Save it without that, or as JPEG.",
            PictureError.TooLargeInScans =>
                "This JPEG is progressive, of which at most 24 megapixels are taken, or 12 in full colour (4:4:4). Save it as an ordinary (baseline) JPEG, or smaller.",
            PictureError.Empty
            or PictureError.Damaged
            or PictureError.UnsupportedFormat
            or PictureError.TooManyBytes
            or PictureError.TooManyPixels => throw new InvalidOperationException($"{error} has words of its own."),
            _ => throw new UnreachableException(),
        };
}

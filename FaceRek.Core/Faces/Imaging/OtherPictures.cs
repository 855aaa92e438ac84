namespace FaceRek.Core.Faces.Imaging;

/// <summary>
/// Recognises pictures that are not taken by their first bytes, so that the refusal can say what helps. Nothing of them
/// is decoded.
/// </summary>
internal static class OtherPictures
{
    private const int BrandBytes = 4;

    /// <summary>The first box of the file: its length, its type, the main brand, a version, then more brands.</summary>
    private const int FirstBrand = 8,
        MoreBrands = 16;

    public static PictureError Recognise(ReadOnlySpan<byte> picture)
    {
        if (picture.Length >= 12 && picture.StartsWith("RIFF"u8) && picture[8..].StartsWith("WEBP"u8))
        {
            return PictureError.WebP;
        }
        return picture.Length >= FirstBrand + BrandBytes && picture[4..].StartsWith("ftyp"u8)
            ? OfBrands(picture)
            : PictureError.UnsupportedFormat;
    }

    /// <summary>
    /// ISO/IEC 23008-12. The brands mif1 and msf1 say only that it is a picture, or several; the coding is among the
    /// further brands then, and is that of HEIC unless they name the other.
    /// </summary>
    private static PictureError OfBrands(ReadOnlySpan<byte> picture)
    {
        var main = picture.Slice(FirstBrand, BrandBytes);
        if (Is(main, "avif"u8) || Is(main, "avis"u8))
        {
            return PictureError.Avif;
        }
        if (main.StartsWith("hei"u8) || main.StartsWith("hev"u8))
        {
            return PictureError.Heic;
        }
        if (!Is(main, "mif1"u8) && !Is(main, "msf1"u8))
        {
            return PictureError.UnsupportedFormat;
        }
        var end = Math.Min(picture.Length, BoxLength(picture));
        for (var at = MoreBrands; at + BrandBytes <= end; at += BrandBytes)
        {
            if (picture[at..].StartsWith("avif"u8) || picture[at..].StartsWith("avis"u8))
            {
                return PictureError.Avif;
            }
        }
        return PictureError.Heic;
    }

    /// <summary>Of the first box alone; one that claims to be longer than any list of brands is not followed.</summary>
    private static int BoxLength(ReadOnlySpan<byte> picture) =>
        picture is [0, 0, var high, var low, ..] ? (high << 8) | low : 0;

    private static bool Is(ReadOnlySpan<byte> brand, ReadOnlySpan<byte> name) => brand.SequenceEqual(name);
}

using System.Text;

namespace FaceRek.Core.People.Import;

/// <summary>Decodes the text of a file as spreadsheets write it: UTF-8, UTF-16 with a byte-order mark, or else Windows-1252.</summary>
internal static class SheetText
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <returns>Null where the bytes are not text: a workbook (zip or OLE), a PDF, a picture.</returns>
    public static string? Of(ReadOnlySpan<byte> file)
    {
        if (
            file.StartsWith("PK\x03\x04"u8)
            || file.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            || file.StartsWith("%PDF"u8)
        )
        {
            return null;
        }
        var text = Decoded(file);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static string Decoded(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            file = file[3..];
        }
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(file[2..]);
        }
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(file[2..]);
        }
        try
        {
            return StrictUtf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(file);
        }
    }
}

/// <summary>One line of the file, not checked yet.</summary>
/// <param name="Number">Where it starts in the file; the header is usually line 1.</param>
public sealed record SheetLine(
    int Number,
    string Name,
    string ExternalId,
    string Email,
    string Status,
    string Site = "",
    string Department = ""
);

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FaceRek.Core.Organizations;

/// <summary>
/// A name of a person or a company: one line in any script, without characters that hide, reverse or break the text
/// around them.
/// </summary>
public static class PlainName
{
    /// <summary>
    /// Trims and joins runs of spaces; false where the result is empty, too long, or contains a control or direction
    /// character.
    /// </summary>
    public static bool TryRead(string? text, int maxLength, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (text is null || text.Any(char.IsControl) || text.EnumerateRunes().Any(Misleads))
        {
            return false;
        }
        var joined = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (joined.Length > maxLength || !joined.EnumerateRunes().Any(IsVisible))
        {
            return false;
        }
        name = joined;
        return true;
    }

    // U+200D joins emoji, and Persian needs U+200C: these two are allowed.
    private static bool Misleads(Rune rune) =>
        rune.Value switch
        {
            0x200C or 0x200D => false,
            0xFFFD => true,
            // Noncharacters: Unicode reserves them for internal use, and normalization throws at one of them.
            >= 0xFDD0 and <= 0xFDEF => true,
            var value when (value & 0xFFFE) == 0xFFFE => true,
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator,
        };

    private static bool IsVisible(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune);
}

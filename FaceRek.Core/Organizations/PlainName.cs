using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FaceRek.Core.Organizations;

/// <summary>A name of a person or a company: one line in any script, without characters that hide, reverse or break what stands around them.</summary>
public static class PlainName
{
    /// <summary>Trims and joins runs of spaces; false where nothing is left, it is too long, or it holds a control or direction character.</summary>
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

    // Emoji are joined by U+200D, and Persian needs U+200C: these two stay.
    private static bool Misleads(Rune rune) =>
        rune.Value switch
        {
            0x200C or 0x200D => false,
            0xFFFD => true,
            // No characters at all: Unicode keeps them for programs, and normalization throws at one of them.
            >= 0xFDD0 and <= 0xFDEF => true,
            var value when (value & 0xFFFE) == 0xFFFE => true,
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator,
        };

    private static bool IsVisible(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune);
}

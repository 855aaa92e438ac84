using System.Globalization;
using System.Text;

namespace FaceRek.Core.People;

/// <summary>Text without case and accents, so that "MULLER" finds "Müller". For searching and sorting, never for identity.</summary>
public static class Folded
{
    // Normalization throws at U+FFFE, which is not a character and never part of a name.
    public static string Of(string text) =>
        string.Concat(
            text.Replace('\uFFFE', ' ')
                .Normalize(NormalizationForm.FormKD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                .Select(c =>
                    c switch
                    {
                        'ß' or 'ẞ' => "ss",
                        'ı' => "i",
                        'ł' or 'Ł' => "l",
                        'ø' or 'Ø' => "o",
                        'đ' or 'Đ' => "d",
                        'æ' or 'Æ' => "ae",
                        _ => char.ToLowerInvariant(c).ToString(),
                    }
                )
        );
}

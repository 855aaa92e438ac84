using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FaceRek.Core.Organizations;

/// <summary>A valid email address. Strict, because it is used in mail headers and in a unique index.</summary>
public static partial class EmailAddress
{
    /// <summary>RFC 5321: a path of 256 octets, the angle brackets included.</summary>
    public const int MaxLength = 254;

    /// <summary>Trims; converts the domain to lower case and ASCII, so that a look-alike in another script becomes visible.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        var trimmed = text?.Trim(' ') ?? "";
        var at = trimmed.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || trimmed.Length > MaxLength || AsciiDomain(trimmed[(at + 1)..]) is not string domain)
        {
            return false;
        }
        var whole = $"{trimmed[..at]}@{domain}";
        if (whole.Length > MaxLength || !Shape().IsMatch(whole))
        {
            return false;
        }
        address = whole;
        return true;
    }

    private static string? AsciiDomain(string domain)
    {
        try
        {
            return domain.Length == 0
                ? null
                : new IdnMapping { UseStd3AsciiRules = true }
                    .GetAscii(domain)
                    .ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*(?<!.{65})@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\z"
    )]
    private static partial Regex Shape();
}

namespace FaceRek.Core.Members;

/// <summary>
/// Password rules: long and not a common password. Rules about kinds of characters only annoy (NIST SP 800-63B-4,
/// 3.1.1.2).
/// </summary>
public static class PasswordRule
{
    public const int MinLength = 10;
    public const int MaxLength = 128;

    /// <summary>With fewer different characters it is a repeated key.</summary>
    private const int MinDifferent = 5;

    /// <summary>How many characters must be left without the words an attacker knows.</summary>
    private const int MinUnknown = 8;
    private const int MinKnownWord = 4;
    private const int MinDigitsAlone = 16;

    /// <summary>Null for a good password. Spaces count and are kept, wherever they are.</summary>
    /// <param name="known">What an attacker knows about the owner: name, company, email.</param>
    public static PasswordError? FaultOf(string password, params IEnumerable<string?> known)
    {
        if (password.Length < MinLength)
        {
            return PasswordError.TooShort;
        }
        if (password.Length > MaxLength)
        {
            return PasswordError.TooLong;
        }
        if (IsCommon(password))
        {
            return PasswordError.Common;
        }
        return SaysWhoYouAre(password.ToLowerInvariant(), known) ? PasswordError.SaysWhoYouAre : null;
    }

    private static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < MinDifferent || CommonPasswords.Contains(lower))
        {
            return true;
        }
        if (lower.All(char.IsAsciiDigit))
        {
            return lower.Length < MinDigitsAlone;
        }
        // To every cracking tool "Password123!" and "p@ssw0rd2024" are the same as "password".
        var core = Plain(lower.Trim([.. "0123456789 !?.,;:*#$@&%+-_=/()"]));
        return core.Length == 0 || CommonPasswords.Contains(core) || IsWordTwice(core);
    }

    private static bool IsWordTwice(string core) =>
        core.Length % 2 == 0
        && core[..(core.Length / 2)] == core[(core.Length / 2)..]
        && CommonPasswords.Contains(core[..(core.Length / 2)]);

    private static string Plain(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    '0' => 'o',
                    '1' => 'i',
                    '3' => 'e',
                    '4' or '@' => 'a',
                    '5' or '$' => 's',
                    '7' => 't',
                    _ => c,
                }
            )
        );

    private static bool SaysWhoYouAre(string password, IEnumerable<string?> known)
    {
        var words = known
            .SelectMany(WordsOf)
            .Append("facerek")
            .Where(word => word.Length >= MinKnownWord)
            .OrderByDescending(word => word.Length);
        var rest = words.Aggregate(password, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < password.Length && rest.Length < MinUnknown;
    }

    /// <summary>The words in a text, and the text without the characters between them: "Baker &amp; Co" is also "bakerco".</summary>
    private static IEnumerable<string> WordsOf(string? text)
    {
        var lower = (text ?? "").ToLowerInvariant();
        var words = string.Concat(lower.Select(c => char.IsLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [lower, string.Concat(words), .. words];
    }
}

public enum PasswordError
{
    TooShort,
    TooLong,

    /// <summary>A common password, with or without digits around it.</summary>
    Common,

    /// <summary>Little more than the name, the company, the email or the name of this application.</summary>
    SaysWhoYouAre,
}

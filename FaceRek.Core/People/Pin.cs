using System.Security.Cryptography;

namespace FaceRek.Core.People;

/// <summary>
/// The check-in without a camera: 6 to 10 digits the person chose, kept as a salted hash (PBKDF2-SHA512, OWASP 2023:
/// 210,000 rounds).
/// </summary>
public static class Pin
{
    public const int MinLength = 6;
    public const int MaxLength = 10;
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Digits only, not all the same and not a simple sequence such as 123456.</summary>
    public static bool IsAcceptable(string pin) =>
        pin.Length is >= MinLength and <= MaxLength
        && pin.All(char.IsAsciiDigit)
        && !IsRun(pin, 0)
        && !IsRun(pin, 1)
        && !IsRun(pin, -1);

    public static string Hash(string pin)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return $"{Convert.ToBase64String(salt)}.{Convert.ToBase64String(Derive(pin, salt))}";
    }

    /// <summary>Takes the same time whether or not a PIN was ever chosen.</summary>
    public static bool Matches(string? hash, string pin)
    {
        var parts = (hash ?? Nobody).Split('.');
        return CryptographicOperations.FixedTimeEquals(
                Derive(pin, Convert.FromBase64String(parts[0])),
                Convert.FromBase64String(parts[1])
            ) && hash is not null;
    }

    private static readonly string Nobody =
        $"{Convert.ToBase64String(new byte[SaltBytes])}.{Convert.ToBase64String(new byte[HashBytes])}";

    private static byte[] Derive(string pin, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(pin, salt, Rounds, HashAlgorithmName.SHA512, HashBytes);

    private static bool IsRun(string pin, int step) =>
        pin.Zip(pin.Skip(1), (a, b) => b - a).All(difference => difference == step);
}

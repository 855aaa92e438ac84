using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.ApiAccess;

/// <summary>A key as its holder has it: <c>frk_live_ID_SECRET</c>. The prefix lets code scanners find leaked keys.</summary>
public static class ApiKeyText
{
    public const string Prefix = "frk_";
    private const string Environment = "live";

    /// <summary>32 hexadecimal digits of the id, 43 characters of base64url.</summary>
    private const int Length = 4 + 4 + 1 + 32 + 1 + 43;

    internal static string Of(Guid id, string secret) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment}_{id:N}_{secret}");

    internal static bool TryRead(string? text, out Guid id, [NotNullWhen(true)] out string? secret)
    {
        (id, secret) = (Guid.Empty, null);
        if (text is not { Length: Length } || !text.StartsWith($"{Prefix}{Environment}_", StringComparison.Ordinal))
        {
            return false;
        }
        if (!Guid.TryParseExact(text.AsSpan(9, 32), "N", out id) || text[41] != '_')
        {
            return false;
        }
        secret = text[42..];
        return true;
    }
}

/// <summary>256 random bits, shown once and stored as a hash.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.Access;

/// <summary>256 random bits that are shown once and kept as a hash.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

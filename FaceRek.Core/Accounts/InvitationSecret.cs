using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.Accounts;

/// <summary>The secret in the link of an invitation: 256 random bits. Only its hash is kept; so much chance needs no slow hash.</summary>
internal static class InvitationSecret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

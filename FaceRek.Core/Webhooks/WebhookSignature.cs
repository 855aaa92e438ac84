using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.Webhooks;

/// <summary>Signatures by the Standard Webhooks convention (standardwebhooks.com, specification 1.0): HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    /// <param name="at">Unix seconds.</param>
    public static string Of(byte[] secret, Guid messageId, long at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{IdOf(messageId)}.{at}.{body}")
        );
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }

    public static string IdOf(Guid messageId) => $"msg_{messageId:N}";
}

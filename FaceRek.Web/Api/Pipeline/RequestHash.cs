using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>Identifies a request by method, address and body.</summary>
internal static class RequestHash
{
    /// <returns>SHA-256, 32 bytes.</returns>
    public static byte[] Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString} {request.Headers.IfMatch}\n")
        );
        // A client that repeats a form chooses another boundary; it is the same form.
        if (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
        )
        {
            var mark = Encoding.UTF8.GetBytes(boundary.ToString());
            for (var at = body.IndexOf(mark); at >= 0; at = body.IndexOf(mark))
            {
                hash.AppendData(body[..at]);
                hash.AppendData("\0boundary\0"u8);
                body = body[(at + mark.Length)..];
            }
        }
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}

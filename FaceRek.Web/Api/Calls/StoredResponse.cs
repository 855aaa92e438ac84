using System.Text.Json;

namespace FaceRek.Web.Api.Calls;

/// <summary>As much of an answer as makes the same answer again.</summary>
internal sealed record StoredResponse(int Status, string? ContentType, string? Location, string? ETag, byte[] Body)
{
    public static StoredResponse Of(HttpResponse response, MemoryStream body) =>
        new(
            response.StatusCode,
            response.ContentType,
            response.Headers.Location,
            response.Headers.ETag,
            body.ToArray()
        );

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static StoredResponse FromBytes(byte[] bytes) => JsonSerializer.Deserialize<StoredResponse>(bytes)!;

    public async Task WriteToAsync(HttpResponse response)
    {
        (response.StatusCode, response.ContentType) = (Status, ContentType);
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
        }
        if (Body.Length > 0)
        {
            await response.Body.WriteAsync(Body);
        }
    }
}

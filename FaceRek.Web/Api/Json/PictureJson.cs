using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRek.Web.Api.Json;

/// <summary>The bytes of a JPEG or PNG: in JSON plain base64 without line breaks and without <c>data:</c>, in a form the file.</summary>
[JsonConverter(typeof(Converter))]
public sealed record PictureJson(ReadOnlyMemory<byte> Bytes)
{
    internal sealed class Converter : JsonConverter<PictureJson>
    {
        public override PictureJson Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
                ? new PictureJson(bytes)
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, PictureJson value, JsonSerializerOptions options) =>
            writer.WriteBase64StringValue(value.Bytes.Span);
    }
}

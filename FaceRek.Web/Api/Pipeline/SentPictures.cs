using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.Organizations;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// Reads calls with pictures: as a form with files, or as JSON with base64. Paths and addresses are not accepted as
/// pictures.
/// </summary>
internal static class SentPictures
{
    /// <summary>Forty pictures with their times, and the other fields.</summary>
    private const int MaxParts = 96;

    /// <summary>The call's JSON, or its form with the same names; files replace base64.</summary>
    /// <typeparam name="T">The JSON of the call; its pictures are <c>PictureJson</c>, or lists of them.</typeparam>
    public static async Task<(T? Call, ApiProblem? Refused)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, ApiProblems.MediaTypeUnknown);
        }
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return await request.ReadFromJsonAsync<T>(StrictJson.Options, cancellationToken) is { } call
                ? (call, null)
                : (null, ApiProblems.BodyInvalid);
        }
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (null, ApiProblems.MediaTypeUnknown);
        }
        var form = await request.ReadFormAsync(cancellationToken);
        if (form.Files.Count + form.Count > MaxParts)
        {
            return (null, ApiProblems.FormBroken.Because($"A form can have at most {MaxParts} parts."));
        }
        return (await FormReader.ReadAsync<T>(form, cancellationToken), null);
    }

    /// <summary>The refusal for an unusable picture.</summary>
    public static ApiProblem Refused(PictureError error, PictureLimits limits) =>
        error switch
        {
            PictureError.UnsupportedFormat => limits.AllowsPng
                ? ApiProblems.PictureFormat
                : ApiProblems.PictureFormat.Because("Use JPEG here."),
            PictureError.TooManyBytes => ApiProblems.PictureTooLarge.Because(
                $"Use at most {limits.MaxBytes / 1000} kB."
            ),
            PictureError.TooManyPixels => ApiProblems.PictureTooLarge.Because(
                limits.AllowsPng
                    ? $"Use at most {limits.MaxPixels / 1_000_000} megapixels as JPEG, {limits.MaxPngPixels / 1_000_000} as PNG, and {limits.MaxSide} pixels along a side."
                    : $"Use at most {limits.MaxPixels / 1_000_000} megapixels, and {limits.MaxSide} pixels along a side."
            ),
            PictureError.TooLargeInScans => ApiProblems.PictureTooLarge.Because(PictureAdvice.On(error)),
            PictureError.Heic
            or PictureError.Avif
            or PictureError.WebP
            or PictureError.Cmyk
            or PictureError.Arithmetic
            or PictureError.TooDeep
            or PictureError.Interlaced => ApiProblems.PictureFormat.Because(PictureAdvice.On(error)),
            PictureError.Empty or PictureError.Damaged => ApiProblems.PictureDamaged,
            _ => throw new UnreachableException(),
        };
}

/// <summary>Turns the reading of a picture into a response.</summary>
internal static class ReadPictures
{
    /// <summary>The refusal for a picture without a usable face.</summary>
    public static ApiProblem Refused(FaceReading reading, PictureLimits limits) =>
        reading switch
        {
            FaceReading.Unreadable unreadable => SentPictures.Refused(unreadable.Error, limits),
            FaceReading.NoFace => ApiProblems.NoFace,
            FaceReading.SeveralFaces several => ApiProblems.SeveralFaces.Because($"There are {several.Faces} faces."),
            FaceReading.PoorPicture poor => ApiProblems.PicturePoor with
            {
                Reasons = [.. poor.Flaws.Select(WireName.Of)],
            },
            FaceReading.Readable => throw new InvalidOperationException($"{reading.GetType().Name} is no refusal."),
            _ => throw new UnreachableException(),
        };
}

/// <summary>The model a call names; the organization's own where it names none.</summary>
public sealed class AskedModel(FaceModels models, CurrentOrganization current)
{
    /// <returns>Null where there is no such model, or it cannot be used.</returns>
    public ModelId? Find(string? name) =>
        models.Installed.FirstOrDefault(model =>
            model.Name == (name ?? current.Organization.FaceModel) && model.IsUsable
        )
            is { } found
            ? new ModelId(found.Name, found.Version)
            : null;
}

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

using FaceRek.Core.Faces.Imaging;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Calls;

/// <summary>Reads calls that carry pictures: as a form with files, or as JSON with base64. A path or an address is never a picture.</summary>
internal static class SentPictures
{
    /// <summary>Forty pictures with their times, and the fields beside them.</summary>
    private const int MostParts = 96;

    /// <summary>The call's JSON, or its form with the same names; files become what base64 would be.</summary>
    /// <typeparam name="T">The JSON of the call; pictures in it are of <c>PictureJson</c>, or lists of them.</typeparam>
    public static async Task<(T? Call, Refusal? Refused)> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        var cancellation = request.HttpContext.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, Refusals.MediaTypeUnknown);
        }
        if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return await request.ReadFromJsonAsync<T>(StrictJson.Options, cancellation) is { } call
                ? (call, null)
                : (null, Refusals.BodyInvalid);
        }
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Refusals.MediaTypeUnknown);
        }
        var form = await request.ReadFormAsync(cancellation);
        if (form.Files.Count + form.Count > MostParts)
        {
            return (null, Refusals.FormBroken.Because($"A form has at most {MostParts} parts."));
        }
        return (await FormReader.ReadAsync<T>(form, cancellation), null);
    }

    /// <summary>What a picture that could not be used is refused by.</summary>
    public static Refusal Refused(PictureFault fault, PictureLimits limits) =>
        fault switch
        {
            PictureFault.UnsupportedFormat => limits.AllowsPng
                ? Refusals.PictureFormat
                : Refusals.PictureFormat.Because("Only JPEG is taken here."),
            PictureFault.TooManyBytes => Refusals.PictureTooLarge.Because(
                $"At most {limits.MaxBytes / 1000} kB are taken."
            ),
            PictureFault.TooManyPixels => Refusals.PictureTooLarge.Because(
                $"At most {limits.MaxPixels / 1_000_000} megapixels are taken, and {limits.MaxSide} along a side."
            ),
            _ => Refusals.PictureDamaged,
        };
}

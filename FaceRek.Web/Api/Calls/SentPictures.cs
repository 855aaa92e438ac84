using FaceRek.Core.Faces.Imaging;
using Microsoft.Net.Http.Headers;

namespace FaceRek.Web.Api.Calls;

/// <summary>Reads calls that carry pictures: as a form with files, or as JSON with base64. A path or an address is never a picture.</summary>
internal static class SentPictures
{
    /// <summary>Forty pictures with their times, and the fields beside them.</summary>
    private const int MaxParts = 96;

    /// <summary>The call's JSON, or its form with the same names; files become what base64 would be.</summary>
    /// <typeparam name="T">The JSON of the call; pictures in it are of <c>PictureJson</c>, or lists of them.</typeparam>
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
            return (null, ApiProblems.FormBroken.Because($"A form has at most {MaxParts} parts."));
        }
        return (await FormReader.ReadAsync<T>(form, cancellationToken), null);
    }

    /// <summary>What a picture that could not be used is refused by.</summary>
    public static ApiProblem Refused(PictureFault fault, PictureLimits limits) =>
        fault switch
        {
            PictureFault.UnsupportedFormat => limits.AllowsPng
                ? ApiProblems.PictureFormat
                : ApiProblems.PictureFormat.Because("Only JPEG is taken here."),
            PictureFault.TooManyBytes => ApiProblems.PictureTooLarge.Because(
                $"At most {limits.MaxBytes / 1000} kB are taken."
            ),
            PictureFault.TooManyPixels => ApiProblems.PictureTooLarge.Because(
                $"At most {limits.MaxPixels / 1_000_000} megapixels are taken, and {limits.MaxSide} along a side."
            ),
            _ => ApiProblems.PictureDamaged,
        };
}

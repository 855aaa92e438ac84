using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Web.Api.Calls;

/// <summary>A reading of a picture as an answer.</summary>
internal static class ReadPictures
{
    /// <summary>What a picture without a usable face is refused by.</summary>
    public static ApiProblem Refused(FaceReading reading, PictureLimits limits) =>
        reading switch
        {
            FaceReading.Unreadable unreadable => SentPictures.Refused(unreadable.Fault, limits),
            FaceReading.NoFace => ApiProblems.NoFace,
            FaceReading.SeveralFaces several => ApiProblems.SeveralFaces.Because($"There are {several.Faces}."),
            FaceReading.PoorPicture poor => ApiProblems.PicturePoor with
            {
                Reasons = [.. poor.Flaws.Select(WireName.Of)],
            },
            _ => throw new InvalidOperationException($"{reading.GetType().Name} is no refusal."),
        };
}

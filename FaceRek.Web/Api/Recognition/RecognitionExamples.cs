using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Web.Api.Docs;

namespace FaceRek.Web.Api.Recognition;

internal static class RecognitionExamples
{
    public static readonly DetectJson Detect = new(ExampleValues.Picture);
    public static readonly DetectedJson Detected = new(
        640,
        480,
        [
            new(
                new FaceBox(210, 120, 220, 220),
                1,
                new FacePoints(new(275, 210), new(365, 210), null, null, null),
                new PictureQuality(180, 130, 52, 90, null, 0.2f),
                true,
                []
            ),
        ],
        ExampleValues.Classic
    );
    public static readonly VerifyJson Verify = new(ExampleValues.Picture, ExampleValues.PersonId);
    public static readonly VerifiedJson Verified = new(
        MatchDecision.Match,
        ExampleValues.PersonId,
        6.2f,
        3.1f,
        null,
        ExampleValues.Classic
    );
    public static readonly IdentifyJson Identify = new(ExampleValues.Picture, 3);
    public static readonly IdentifiedJson Identified = new(
        IdentifiedJson.Kind.Match,
        ExampleValues.PersonId,
        [new(ExampleValues.PersonId, ExampleValues.FaceId, 6.2f, null)],
        3.1f,
        ExampleValues.Classic
    );
}

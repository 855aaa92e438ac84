using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Faces;

internal static class FaceExamples
{
    public static readonly NewFaceJson New = new(ExampleValues.Picture);
    public static readonly AddedFaceJson Added = new(
        ExampleValues.FaceId,
        ExampleValues.Classic,
        ExampleValues.Morning,
        null,
        1
    );
    public static readonly ListJson<FaceJson> List = new(
        [new(ExampleValues.FaceId, ExampleValues.Classic, ExampleValues.Morning, null)],
        null
    );
}

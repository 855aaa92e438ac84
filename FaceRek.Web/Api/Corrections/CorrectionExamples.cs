using FaceRek.Core.Attendance.Corrections;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Corrections;

internal static class CorrectionExamples
{
    public static readonly NewCorrectionJson New = new(
        CorrectionKind.Void,
        ExampleValues.PersonId,
        "Someone else's badge.",
        ExampleValues.PunchId
    );
    public static readonly CorrectionJson One = new(
        Guid.Parse("0198a5e2-6c00-7000-8000-00000000e006"),
        ExampleValues.PersonId,
        new DateOnly(2026, 3, 2),
        CorrectionKind.Void,
        CorrectionStatus.Pending,
        ExampleValues.PunchId,
        null,
        null,
        New.Reason,
        false,
        ExampleValues.Morning,
        null,
        null
    );
    public static readonly ListJson<CorrectionJson> List = new([One], null);
}

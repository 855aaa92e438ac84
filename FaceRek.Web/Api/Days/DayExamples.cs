using FaceRek.Core.Attendance.Days;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Days;

internal static class DayExamples
{
    public static readonly ListJson<DayJson> List = new(
        [
            new(
                ExampleValues.PersonId,
                new DateOnly(2026, 3, 2),
                "Europe/London",
                DayStatus.Present,
                ExampleValues.Morning,
                null,
                null,
                null,
                ExampleValues.Morning,
                ExampleValues.Morning.AddHours(8),
                false,
                28_800,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                28_800,
                []
            ),
        ],
        null
    );
}

using FaceRek.Core.Attendance.Punches;
using FaceRek.Web.Api.Docs;

namespace FaceRek.Web.Api.Punches;

internal static class PunchExamples
{
    public static readonly NewPunchJson New = new(
        NewPunchJson.Kind.Face,
        ExampleValues.PersonId,
        Challenge: ExampleValues.ChallengeId,
        Pictures: [ExampleValues.Picture],
        Times: [0]
    );
    public static readonly PunchJson One = new(
        ExampleValues.PunchId,
        ExampleValues.PersonId,
        1,
        ExampleValues.Morning,
        "Europe/London",
        Direction.In,
        DirectionSource.Alternation,
        PunchWay.Face,
        ExampleValues.Morning,
        null,
        null,
        null,
        null,
        null,
        new(ExampleValues.Classic, 6.2f, 3.1f, null)
    );
    public static readonly PunchesJson List = new([One], null, "AQjee7Mh_oAAAAAAAAAAAAAAAAAAAAAAAA");
}

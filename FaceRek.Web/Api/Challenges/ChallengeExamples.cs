using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Web.Api.Docs;

namespace FaceRek.Web.Api.Challenges;

internal static class ChallengeExamples
{
    public static readonly NewChallengeJson New = new(ExampleValues.PersonId);
    public static readonly ChallengeJson One = new(
        ExampleValues.ChallengeId,
        ExampleValues.PersonId,
        ExampleValues.Morning,
        CheckInDesk.MaxFrames,
        [HeadMove.Left, HeadMove.Nearer]
    );
}

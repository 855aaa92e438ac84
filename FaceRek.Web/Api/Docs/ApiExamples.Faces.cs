using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Web.Api.Challenges;
using FaceRek.Web.Api.Corrections;
using FaceRek.Web.Api.Days;
using FaceRek.Web.Api.Faces;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Punches;
using FaceRek.Web.Api.Recognition;
using FaceRek.Web.Api.Sandbox;
using FaceRek.Web.Api.Usage;

namespace FaceRek.Web.Api.Docs;

/// <summary>Examples of faces, punches and days. Pictures are shortened to the first bytes of a JPEG.</summary>
internal static partial class ApiExamples
{
    /// <summary>The start of a JPEG: as much of a picture as fits into a document.</summary>
    public static readonly PictureJson Picture = new(
        new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46 }
    );

    public const string ChallengeId = "Zm9yLW9uZS1wZXJzb24tMQ";

    /// <summary>A model that is not installed everywhere.</summary>
    public const string TrialName = "sface";

    private const string Classic = "classic/1";
    private static readonly Guid FaceId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e004");
    public static readonly Guid PunchId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e005");

    public static readonly NewFaceJson NewFace = new(Picture);
    public static readonly AddedFaceJson AddedFace = new(FaceId, Classic, Morning, null, 1);
    public static readonly ListJson<FaceJson> Faces = new([new(FaceId, Classic, Morning, null)], null);

    public static readonly DetectJson Detect = new(Picture);
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
        Classic
    );
    public static readonly VerifyJson Verify = new(Picture, PersonId);
    public static readonly VerifiedJson Verified = new(MatchDecision.Match, PersonId, 6.2f, 3.1f, null, Classic);
    public static readonly IdentifyJson Identify = new(Picture, 3);
    public static readonly IdentifiedJson Identified = new(
        IdentifiedJson.Kind.Match,
        PersonId,
        [new(PersonId, FaceId, 6.2f, null)],
        3.1f,
        Classic
    );

    public static readonly ModelJson Model = new(
        "classic",
        "1",
        "Part of FaceRek",
        false,
        true,
        true,
        null,
        "Measured on 62,000 comparisons of strangers.",
        "Equal error rate 1.5 % where everybody is photographed alike.",
        1,
        2
    );
    public static readonly ListJson<ModelJson> Models = new([Model], null);
    public static readonly ModelChoiceJson ModelChoice = new("classic");
    public static readonly ModelChoiceJson TrialChoice = new(TrialName);
    public static readonly ModelTrialJson ModelTrial = new(
        "sface/2021dec",
        Morning,
        new(40, 32, false, 12, 2, [PersonId]),
        new(210, 203, 2, 4, 1, 41, 19)
    );
    public static readonly ModelPromotionJson ModelPromotion = new(LeaveBehind: true);
    public static readonly ModelPromotedJson ModelPromoted = new(TrialName, 2, 1);

    public static readonly NewChallengeJson NewChallenge = new(PersonId);
    public static readonly ChallengeJson Challenge = new(
        ChallengeId,
        PersonId,
        Morning,
        CheckInDesk.MaxFrames,
        [HeadMove.Left, HeadMove.Nearer]
    );
    public static readonly NewPunchJson NewPunch = new(
        NewPunchJson.Kind.Face,
        PersonId,
        Challenge: ChallengeId,
        Pictures: [Picture],
        Times: [0]
    );
    public static readonly PunchJson Punch = new(
        PunchId,
        PersonId,
        1,
        Morning,
        "Europe/London",
        Direction.In,
        DirectionSource.Alternation,
        PunchWay.Face,
        Morning,
        null,
        null,
        null,
        null,
        null,
        new(Classic, 6.2f, 3.1f, null)
    );
    public static readonly PunchesJson Punches = new([Punch], null, "AQjee7Mh_oAAAAAAAAAAAAAAAAAAAAAAAA");
    public static readonly ListJson<DayJson> Days = new(
        [
            new(
                PersonId,
                new DateOnly(2026, 3, 2),
                "Europe/London",
                DayStatus.Present,
                Morning,
                null,
                null,
                null,
                Morning,
                Morning.AddHours(8),
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
    public static readonly NewCorrectionJson NewCorrection = new(
        CorrectionKind.Void,
        PersonId,
        "Somebody else's badge.",
        PunchId
    );
    public static readonly CorrectionJson Correction = new(
        Guid.Parse("0198a5e2-6c00-7000-8000-00000000e006"),
        PersonId,
        new DateOnly(2026, 3, 2),
        CorrectionKind.Void,
        CorrectionStatus.Pending,
        PunchId,
        null,
        null,
        NewCorrection.Reason,
        false,
        Morning,
        null,
        null
    );
    public static readonly ListJson<CorrectionJson> Corrections = new([Correction], null);
    public static readonly ListJson<SandboxFaceJson> SandboxFaces = new(
        [new("anna", "Anna, well lit.", HasBursts: true)],
        null
    );
    public static readonly SandboxBurstJson SandboxBurst = new(
        "anna",
        [HeadMove.Left, HeadMove.Nearer],
        ChallengeId,
        [0, 200],
        [Picture, Picture]
    );
    public static readonly UsageJson Usage = new("trial", null, 2, 1, 2, new DateOnly(2026, 3, 1), 40, 1);
}

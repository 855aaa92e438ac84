using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>A message for every outcome. The person learns what to do next, and never a score.</summary>
public sealed class CheckInText(IStringLocalizer<Words> words, PictureText pictures, CurrentOrganization current)
{
    public AnswerJson Of(CheckInOutcome outcome, PathString root) =>
        outcome switch
        {
            CheckInOutcome.Recorded { Punch: var punch } => new(
                201,
                "recorded",
                "success",
                Recorded(punch),
                Greeting(punch),
                new($"{root}/me", words["See my days"])
            ),
            CheckInOutcome.Repeated { First: var first } => new(
                409,
                "repeated",
                "closed",
                Repeated(first),
                words["You do not need to check in twice. Nothing was added."],
                new($"{root}/me", words["See my days"])
            ),
            CheckInOutcome.NotRecognised { Hint: var hint } => Again(
                422,
                "not_recognised",
                words["Not recognised"],
                hint is { } flaw ? pictures.Of(flaw) : words["Face the light, look into the frame and try again."]
            ),
            CheckInOutcome.PinToo => new(
                409,
                "pin_too",
                "closed",
                words["Please enter your PIN as well"],
                words["Someone here looks so much like you that your face alone is not enough."],
                new($"{root}/check-in/pin", words["Use my PIN"])
            ),
            CheckInOutcome.SeveralPeople => Again(
                422,
                "several_people",
                words["Several people are in the picture"],
                words["Only you should be. Try again."]
            ),
            CheckInOutcome.NotLive { MovesWereAsked: true } => Again(
                422,
                "not_live",
                words["We could not tell that a live person is here"],
                words["Follow each arrow clearly with your head, then look ahead again. Or use your PIN."]
            ),
            CheckInOutcome.NotLive => Again(
                422,
                "not_live",
                words["We could not tell that a live person is here"],
                words["Look into the frame, alone and in even light. Or use your PIN."]
            ),
            CheckInOutcome.NoFace => Again(
                422,
                "no_face",
                words["No face in the picture"],
                words["Look into the frame and try again."]
            ),
            CheckInOutcome.PoorPicture { Flaws: var flaws } => Again(
                422,
                "poor_picture",
                words["The picture is not good enough"],
                pictures.Of(flaws[0])
            ),
            CheckInOutcome.Unreadable { Error: var error } => Again(
                PictureText.StatusOf(error),
                "unreadable",
                words["The picture could not be read"],
                pictures.Of(error, PictureLimits.Frame)
            ),
            CheckInOutcome.NoConsent => new(
                409,
                "no_consent",
                "closed",
                NoConsent,
                words["Read what happens to your face data, and decide."],
                new($"{root}/me/consent", words["Read and decide"])
            ),
            CheckInOutcome.NotEnrolled => new(
                409,
                "not_enrolled",
                "closed",
                NotEnrolled,
                words["Three good pictures are enough."],
                new($"{root}/me/enrol", words["Enrol my face"])
            ),
            CheckInOutcome.NotActive => new(
                409,
                "not_active",
                "closed",
                NotActive,
                words["Ask an admin of your organization."]
            ),
            CheckInOutcome.Closed { Until: var until } => new(
                429,
                "closed",
                "closed",
                words["Too many tries"],
                words["The camera opens again at {0}. Use your PIN, or ask a manager.", Time(until)],
                new($"{root}/check-in/pin", words["Use my PIN"])
            ),
            CheckInOutcome.Elsewhere { Refusal: var refusal } => Again(
                403,
                "elsewhere",
                words["You cannot check in from here"],
                Of(refusal)
            ),
            CheckInOutcome.ChallengeUsed => Again(
                409,
                "challenge_used",
                words["These pictures were already sent"],
                words["Try again."]
            ),
            CheckInOutcome.ChallengeLate => Again(
                410,
                "challenge_late",
                words["That took too long"],
                words["Try again."]
            ),
            CheckInOutcome.ChallengeUnknown => Again(
                404,
                "challenge_unknown",
                words["You signed in as someone else meanwhile"],
                words["Reload the page and try again."]
            ),
            CheckInOutcome.Ambiguous or CheckInOutcome.TooRisky or CheckInOutcome.WrongPin or CheckInOutcome.NoPin =>
                throw new InvalidOperationException($"{outcome.GetType().Name} is no answer to a camera."),
            _ => throw new UnreachableException(),
        };

    /// <summary>What the person can do about it; never how far away they are, or how to appear nearer.</summary>
    public string Of(LocationRefusal refusal) =>
        refusal switch
        {
            LocationRefusal.OtherNetwork => words[
                "You can only check in from your site's network. Connect to it and try again, or ask your manager."
            ],
            LocationRefusal.PositionMissing => words[
                "Your site asks where you are. Allow this browser to share its position and try again, or ask your manager."
            ],
            LocationRefusal.PositionUncertain => words[
                "This browser does not know its position well enough. Try again with a phone near a window, or ask your manager."
            ],
            LocationRefusal.Outside => words[
                "You can only check in at your site, and this browser says that it is elsewhere. Ask your manager."
            ],
            _ => throw new InvalidOperationException($"{refusal} has no words."),
        };

    public AnswerJson BadPlace =>
        Again(
            400,
            "bad_place",
            words["Your position is not valid"],
            words["This browser sent a position that does not exist. Try again, or use another device."]
        );

    public string Of(HeadMove move) =>
        move switch
        {
            HeadMove.Left => words["Turn your head to the left"],
            HeadMove.Right => words["Turn your head to the right"],
            HeadMove.Up => words["Look up"],
            HeadMove.Down => words["Look down"],
            HeadMove.Nearer => words["Come closer"],
            _ => throw new InvalidOperationException($"{move} has no words."),
        };

    /// <summary>See <see cref="FaceRek.Core.Faces.Engine.FaceEngine"/>.</summary>
    public AnswerJson NoEngine =>
        Again(
            503,
            "no_engine",
            words["Face recognition is not available right now"],
            words["Check in with your PIN, or ask a manager."]
        );

    public AnswerJson BadBurst => Again(400, "bad_burst", words["The pictures were incomplete"], words["Try again."]);

    public string NoConsent => words["You have not agreed to face recognition"];

    public string NotEnrolled => words["Your face is not enrolled yet"];

    public string NotActive => words["You're not set up to check in yet"];

    public string Recorded(Punch punch) =>
        punch.Direction == Direction.In
            ? words["Checked in at {0}", Time(punch)]
            : words["Checked out at {0}", Time(punch)];

    public string Repeated(CountingPunch first) =>
        first.Direction == Direction.In
            ? words["Already checked in at {0}", Clock(first.LocalAt)]
            : words["Already checked out at {0}", Clock(first.LocalAt)];

    /// <summary>In the local time of the punch.</summary>
    public static string Time(Punch punch) => Clock(punch.LocalAt);

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Time(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Greeting(Punch punch) =>
        (punch.Direction, punch.LocalAt.Hour) switch
        {
            (Direction.Out, _) => words["See you."],
            (_, >= 4 and < 12) => words["Good morning."],
            (_, >= 12 and < 18) => words["Good afternoon."],
            _ => words["Good evening."],
        };

    private static AnswerJson Again(int status, string code, string title, string detail) =>
        new(status, code, "failure", title, detail);
}

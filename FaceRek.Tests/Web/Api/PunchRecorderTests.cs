using System.Runtime.CompilerServices;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Quality;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Punches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Kind = FaceRek.Web.Api.Punches.NewPunchJson.Kind;

namespace FaceRek.Tests.Web.Api;

/// <summary>What a program must send with a punch for each way, and the response code for each outcome of a desk.</summary>
public sealed class PunchRecorderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Who = Guid.CreateVersion7();
    private static readonly Punch First = new()
    {
        OrganizationId = Guid.CreateVersion7(),
        PersonId = Who,
        Number = 1,
        At = Now,
        Zone = "Europe/Amsterdam",
        Direction = Direction.In,
        DirectionSource = default,
        Way = default,
        RecordedAt = Now,
        RecordedById = Guid.CreateVersion7(),
    };

    private static readonly NewPunchJson Face = new(Kind.Face, Who, Challenge: "c", Pictures: PicturesOf(1));
    private static readonly NewPunchJson PinPunch = new(Kind.Pin, Who, Pin: "1");
    private static readonly NewPunchJson Device = new(Kind.Device, Who, Device: "d", EventId: "e", At: Now);
    private static readonly NewPunchJson Manual = new(Kind.Manual, Who, Direction.In, At: Now, Reason: "r");

    public static TheoryData<string, object, string?> Requests() =>
        new()
        {
            { "face", Face, null },
            { "pin", PinPunch, null },
            { "device", Device, null },
            { "manual", Manual, null },
            { "device, offline and with a direction", Device with { Offline = true, Direction = Direction.Out }, null },
            { "face of anybody", Face with { PersonId = null }, null },
            { "pin of anybody", PinPunch with { PersonId = null }, "person_id" },
            { "device of anybody", Device with { PersonId = null }, "person_id" },
            { "manual of anybody", Manual with { PersonId = null }, "person_id" },
            { "no challenge", Face with { Challenge = null }, "challenge" },
            { "empty challenge", Face with { Challenge = "" }, "challenge" },
            { "challenge of 64", Face with { Challenge = new string('c', 64) }, null },
            { "challenge of 65", Face with { Challenge = new string('c', 65) }, "challenge" },
            { "no pictures", Face with { Pictures = null }, "challenge" },
            { "empty pictures", Face with { Pictures = [] }, "challenge" },
            { "40 pictures", Face with { Pictures = PicturesOf(40) }, null },
            { "41 pictures", Face with { Pictures = PicturesOf(41) }, "challenge" },
            { "pin with a burst", PinPunch with { Challenge = "c", Pictures = PicturesOf(1) }, "challenge" },
            { "times", Face with { Pictures = PicturesOf(2), Times = [0, 3_600_000] }, null },
            { "a time beyond an hour", Face with { Pictures = PicturesOf(2), Times = [0, 3_600_001] }, "times" },
            { "a time before the first", Face with { Pictures = PicturesOf(2), Times = [0, -1] }, "times" },
            { "fewer times than pictures", Face with { Pictures = PicturesOf(2), Times = [0] }, "times" },
            { "more times than pictures", Face with { Times = [0, 1] }, "times" },
            { "times with a pin", PinPunch with { Times = [] }, "times" },
            { "no pin", PinPunch with { Pin = null }, "pin" },
            { "empty pin", PinPunch with { Pin = "" }, "pin" },
            { "face with a pin", Face with { Pin = "1" }, "pin" },
            { "longest pin", PinPunch with { Pin = new string('1', FaceRek.Core.People.Pin.MaxLength) }, null },
            { "longer pin", PinPunch with { Pin = new string('1', FaceRek.Core.People.Pin.MaxLength + 1) }, "pin" },
            { "no device", Device with { Device = null }, "device" },
            { "no event", Device with { EventId = null }, "device" },
            { "empty device", Device with { Device = "" }, "device" },
            { "empty event", Device with { EventId = "" }, "device" },
            { "device of 64", Device with { Device = new string('d', 64), EventId = new string('~', 64) }, null },
            { "device of 65", Device with { Device = new string('d', 65) }, "device" },
            { "event of 65", Device with { EventId = new string('e', 65) }, "device" },
            { "device with a space", Device with { Device = "a b" }, "device" },
            { "device beyond ASCII", Device with { Device = "a\u007f" }, "device" },
            { "first visible sign", Device with { Device = "!" }, null },
            { "pin with a device", PinPunch with { Device = "d", EventId = "e" }, "device" },
            { "device without a time", Device with { At = null }, "at" },
            { "manual without a time", Manual with { At = null }, "at" },
            { "face with a time", Face with { At = Now }, "at" },
            { "pin with a time", PinPunch with { At = Now }, "at" },
            { "offline face", Face with { Offline = true }, "offline" },
            { "offline manual", Manual with { Offline = true }, "offline" },
            { "manual without a reason", Manual with { Reason = null }, "reason" },
            { "manual without a direction", Manual with { Direction = null }, "reason" },
            { "pin with a reason", PinPunch with { Reason = "r" }, "reason" },
        };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_way_takes_what_is_its_own_and_nothing_else(string name, object request, string? first)
    {
        var refused = Unfit(WindowOf(ApiScope.PunchesDevice, ApiScope.FacesMatch), (NewPunchJson)request);
        Assert.True(
            first is null
                ? refused is null
                : refused is { Code: "body_invalid", Detail: { } detail }
                    && detail.StartsWith(
                        first
                            + (
                                first == "device" || first == "challenge" ? " and"
                                : first == "person_id" ? " can"
                                : first == "pin" ? ","
                                : " is"
                            ),
                        StringComparison.Ordinal
                    ),
            $"{name}: {refused?.Detail}"
        );
    }

    [Fact]
    public void A_terminal_s_word_and_a_face_without_a_name_each_need_their_scope()
    {
        Assert.Equal(
            ("scope_missing", "The call needs the scope punches:device."),
            Said(Unfit(WindowOf(ApiScope.FacesMatch, ApiScope.PunchesWrite), Device))
        );
        Assert.Equal(
            ("scope_missing", "Without person_id the call also needs the scope faces:match."),
            Said(Unfit(WindowOf(ApiScope.PunchesDevice), Face with { PersonId = null }))
        );
        Assert.All([Face, PinPunch, Manual], request => Assert.Null(Unfit(WindowOf(), request)));

        static (string?, string?) Said(ApiProblem? refusal) => (refusal?.Code, refusal?.Detail);
    }

    public static TheoryData<object, int, string, string?> Refusals() =>
        new()
        {
            { new CheckInOutcome.NotRecognised(null), 422, "not_recognised", null },
            { new CheckInOutcome.NotRecognised(QualityFlaw.TooDark), 422, "not_recognised", "too_dark" },
            { new CheckInOutcome.Ambiguous(), 422, "ambiguous", null },
            { new CheckInOutcome.TooRisky(), 409, "too_risky", null },
            { new CheckInOutcome.NotLive(true), 422, "not_live", null },
            { new CheckInOutcome.PinToo(), 409, "pin_too", null },
            { new CheckInOutcome.SeveralPeople(), 422, "several_faces", null },
            { new CheckInOutcome.NoFace(), 422, "no_face", null },
            {
                new CheckInOutcome.PoorPicture([QualityFlaw.Blurred, QualityFlaw.TooDark]),
                422,
                "picture_poor",
                "blurred,too_dark"
            },
            { new CheckInOutcome.Unreadable(PictureError.UnsupportedFormat), 415, "picture_format", null },
            { new CheckInOutcome.Unreadable(PictureError.TooManyBytes), 413, "picture_too_large", null },
            { new CheckInOutcome.Unreadable(PictureError.TooManyPixels), 413, "picture_too_large", null },
            { new CheckInOutcome.NotActive(), 409, "not_active", null },
            { new CheckInOutcome.NoConsent(), 409, "consent_required", null },
            { new CheckInOutcome.NotEnrolled(), 409, "not_enrolled", null },
            { new CheckInOutcome.ChallengeUsed(), 409, "challenge_used", null },
            { new CheckInOutcome.ChallengeLate(), 410, "challenge_late", null },
            { new CheckInOutcome.ChallengeUnknown(), 404, "not_found", null },
            { new CheckInOutcome.Closed(Now.AddSeconds(90.5)), 429, "tries_exhausted", null },
            { new CheckInOutcome.WrongPin(), 422, "pin_wrong", null },
            { new CheckInOutcome.NoPin(), 409, "no_pin", null },
            { new CheckInOutcome.Repeated(CountingPunch.Of(First)), 409, "repeated", null },
            { new DevicePunchOutcome.Repeated(CountingPunch.Of(First)), 409, "repeated", null },
            { new DevicePunchOutcome.OtherEvent(), 422, "event_reused", null },
            { new DevicePunchOutcome.NotFound(), 404, "not_found", null },
            { new DevicePunchOutcome.NotActive(), 409, "not_active", null },
            { new DevicePunchOutcome.TimeUnbelievable(), 422, "device_time_unbelievable", null },
            { new ManualPunchOutcome.Repeated(CountingPunch.Of(First)), 409, "repeated", null },
            { new ManualPunchOutcome.Waits(new(2026, 2, 1), new(2026, 2, 28)), 409, "period_locked", null },
            { new ManualPunchOutcome.NotFound(), 404, "not_found", null },
            { new ManualPunchOutcome.InTheFuture(), 400, "body_invalid", null },
            { new ManualPunchOutcome.TooLongAgo(), 400, "body_invalid", null },
            { new ManualPunchOutcome.ReasonMissing(), 400, "body_invalid", null },
            { new ManualPunchOutcome.OwnPunch(), 403, "scope_missing", null },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_outcome_has_its_own_words(object outcome, int status, string code, string? reasons)
    {
        var context = new DefaultHttpContext();
        var (punch, isNew, why) = Tell(outcome, context);
        Assert.Equal(
            (null, false, status, code, reasons),
            (punch, isNew, why!.Status, why.Code, why.Reasons is { Count: > 0 } told ? string.Join(',', told) : null)
        );
        // Ninety and a half seconds are rounded up to ninety-one.
        Assert.Equal(outcome is CheckInOutcome.Closed ? "91" : "", context.Response.Headers.RetryAfter.ToString());
        Assert.Contains(
            outcome switch
            {
                CheckInOutcome.Repeated or DevicePunchOutcome.Repeated or ManualPunchOutcome.Repeated =>
                    $"{First.Id} at 2026-03-02T08:00:00",
                ManualPunchOutcome.Waits => "The locked period is 2026-02-01 to 2026-02-28;",
                ManualPunchOutcome.TooLongAgo => "more than 31 days ago",
                ManualPunchOutcome.InTheFuture => "in the future",
                ManualPunchOutcome.ReasonMissing => "1 to 300 characters",
                ManualPunchOutcome.OwnPunch => "for yourself",
                CheckInOutcome.Unreadable { Error: PictureError.UnsupportedFormat } => "Use JPEG here",
                CheckInOutcome.Unreadable { Error: PictureError.TooManyBytes } => "300 kB",
                _ => "",
            },
            why.Detail ?? "",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_punch_that_was_made_is_new_and_one_that_is_known_is_not()
    {
        Assert.Equal((First, true, null), Tell(new CheckInOutcome.Recorded(First), new DefaultHttpContext()));
        Assert.Equal((First, true, null), Tell(new DevicePunchOutcome.Recorded(First), new DefaultHttpContext()));
        Assert.Equal((First, false, null), Tell(new DevicePunchOutcome.Known(First), new DefaultHttpContext()));
        Assert.Equal((First, true, null), Tell(new ManualPunchOutcome.Recorded(First), new DefaultHttpContext()));
    }

    private static (Punch?, bool, ApiProblem?) Tell(object outcome, HttpContext context) =>
        outcome switch
        {
            CheckInOutcome checkIn => Told(WindowOf(), checkIn, context),
            DevicePunchOutcome device => Told(null, device),
            _ => Told(null, (ManualPunchOutcome)outcome),
        };

    private static PunchRecorder WindowOf(params string[] scopes)
    {
        var caller = new ApiCaller();
        caller.EnterUser(Guid.CreateVersion7(), Guid.CreateVersion7(), scopes);
        return new PunchRecorder(null!, null!, null!, null!, null!, caller, new FakeTimeProvider(Now));
    }

    private static List<PictureJson> PicturesOf(int count) =>
        [.. Enumerable.Repeat(new PictureJson(new byte[] { 1 }), count)];

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Unfit")]
    private static extern ApiProblem? Unfit(PunchRecorder recorder, NewPunchJson request);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Told")]
    private static extern (Punch?, bool, ApiProblem?) Told(
        PunchRecorder recorder,
        CheckInOutcome outcome,
        HttpContext context
    );

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Told")]
    private static extern (Punch?, bool, ApiProblem?) Told(PunchRecorder? recorder, DevicePunchOutcome outcome);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Told")]
    private static extern (Punch?, bool, ApiProblem?) Told(PunchRecorder? recorder, ManualPunchOutcome outcome);
}

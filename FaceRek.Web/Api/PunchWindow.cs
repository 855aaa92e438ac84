using System.Globalization;
using FaceRek.Core.Access;
using FaceRek.Core.Attendance;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Hands a punch that a program sends to the desk for its way, and puts the desk's outcome into an answer.</summary>
public sealed class PunchWindow(
    FaceRekDb db,
    CheckInDesk checkIn,
    ReceptionDesk reception,
    DevicePunchDesk devices,
    ManualPunchDesk manual,
    ApiCaller caller,
    TimeProvider clock
)
{
    /// <summary>An hour, longer than any burst: what is beyond was not said by a camera.</summary>
    private const int LatestMilliseconds = 3_600_000;

    private static readonly PictureLimits Limits = PictureLimits.Frame;

    /// <returns>The punch and whether this made it, or why there is none.</returns>
    public async Task<(Punch? Punch, bool IsNew, Refusal? Why)> RecordAsync(NewPunchJson request, HttpContext context)
    {
        if (Unfit(request) is { } unfit)
        {
            return (null, false, unfit);
        }
        var cancellation = context.RequestAborted;
        if (request.PersonId is not { } personId)
        {
            return Told(await ByFaceOfAnybodyAsync(request, context), context);
        }
        if (!await db.People.Known().AnyAsync(person => person.Id == personId, cancellation))
        {
            return (null, false, Refusals.NotFound);
        }
        return request.Way switch
        {
            NewPunchJson.Kind.Face => Told(await ByFaceAsync(personId, request, context), context),
            NewPunchJson.Kind.Pin => Told(
                await checkIn.ReceivePinAsync(
                    personId,
                    caller.ActorId,
                    request.Pin!,
                    request.Direction,
                    From(context),
                    cancellation
                ),
                context
            ),
            NewPunchJson.Kind.Device => Told(
                await devices.RecordAsync(
                    new DeviceEvent(
                        personId,
                        request.Device!,
                        request.EventId!,
                        request.At!.Value,
                        request.Offline,
                        request.Direction
                    ),
                    caller.ActorId,
                    cancellation
                )
            ),
            _ => Told(
                await manual.RecordAsync(
                    personId,
                    caller.ActorId,
                    request.At!.Value,
                    request.Direction!.Value,
                    request.Reason!,
                    cancellation
                )
            ),
        };
    }

    private Task<CheckInOutcome> ByFaceAsync(Guid personId, NewPunchJson request, HttpContext context) =>
        checkIn.ReceiveAsync(
            new CheckInRequest(
                personId,
                caller.ActorId,
                request.Challenge!,
                caller.SessionHash(),
                [.. request.Pictures!.Select(picture => picture.Bytes)],
                request.Direction,
                From(context)
            )
            {
                Times = TimesOf(request),
            },
            context.RequestAborted
        );

    private Task<CheckInOutcome> ByFaceOfAnybodyAsync(NewPunchJson request, HttpContext context) =>
        reception.ReceiveAsync(
            new ReceptionRequest(
                caller.ActorId,
                request.Challenge!,
                caller.SessionHash(),
                [.. request.Pictures!.Select(picture => picture.Bytes)],
                TimesOf(request),
                request.Direction,
                From(context)
            ),
            context.RequestAborted
        );

    private static List<TimeSpan> TimesOf(NewPunchJson request) =>
        [.. (request.Times ?? []).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private static Approach From(HttpContext context) => new(context.Connection.RemoteIpAddress, null);

    /// <summary>Whatever the way does not take, or lacks.</summary>
    private Refusal? Unfit(NewPunchJson request)
    {
        var (isFace, isPin, isDevice, isManual) = (
            request.Way == NewPunchJson.Kind.Face,
            request.Way == NewPunchJson.Kind.Pin,
            request.Way == NewPunchJson.Kind.Device,
            request.Way == NewPunchJson.Kind.Manual
        );
        if (isDevice && !caller.May(ApiScope.PunchesDevice))
        {
            return Refusals.ScopeMissing.Because($"It is {ApiScope.PunchesDevice}.");
        }
        if (request.PersonId is null && !isFace)
        {
            return Refusals.BodyInvalid.Because("person_id may be left out with way face only.");
        }
        if (request.PersonId is null && !caller.May(ApiScope.FacesMatch))
        {
            return Refusals.ScopeMissing.Because($"Without person_id it is {ApiScope.FacesMatch} as well.");
        }
        if (
            isFace
            != (request is { Challenge: { Length: > 0 and <= 64 }, Pictures.Count: > 0 and <= CheckInDesk.MaxFrames })
        )
        {
            return Refusals.BodyInvalid.Because(
                $"challenge and 1 to {CheckInDesk.MaxFrames} pictures go with way face, and with no other."
            );
        }
        if (
            request.Times is { } times
            && !(
                isFace
                && times.Count == request.Pictures!.Count
                && times.All(one => one is >= 0 and <= LatestMilliseconds)
            )
        )
        {
            return Refusals.BodyInvalid.Because(
                $"times goes with way face, and with no other: of each picture the milliseconds since the first, 0 to {LatestMilliseconds}."
            );
        }
        if (isPin != request.Pin is { Length: > 0 and <= Pin.MaxLength })
        {
            return Refusals.BodyInvalid.Because(
                $"pin, of at most {Pin.MaxLength} digits, goes with way pin, and with no other."
            );
        }
        if (isDevice != (IsPlain(request.Device) && IsPlain(request.EventId)))
        {
            return Refusals.BodyInvalid.Because(
                $"device and event_id, each of 1 to {Punch.MaxDeviceLength} visible ASCII characters, go with way device, and with no other."
            );
        }
        if ((isDevice || isManual) != request.At is not null)
        {
            return Refusals.BodyInvalid.Because("at goes with the ways device and manual, and with no other.");
        }
        if (request.Offline && !isDevice)
        {
            return Refusals.BodyInvalid.Because("offline goes with way device, and with no other.");
        }
        if (isManual != request.Reason is not null || (isManual && request.Direction is null))
        {
            return Refusals.BodyInvalid.Because(
                "reason goes with way manual, and with no other; direction must be there then."
            );
        }
        return null;
    }

    private static bool IsPlain(string? text) =>
        text is { Length: > 0 and <= Punch.MaxDeviceLength } && text.All(c => c is > ' ' and <= '~');

    private (Punch?, bool, Refusal?) Told(CheckInOutcome outcome, HttpContext context)
    {
        if (outcome is CheckInOutcome.Closed { Until: var until })
        {
            context.Response.Headers.RetryAfter = Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        }
        return outcome is CheckInOutcome.Recorded recorded
            ? (recorded.Punch, true, null)
            : (null, false, Refused(outcome));
    }

    private static Refusal Refused(CheckInOutcome outcome) =>
        outcome switch
        {
            CheckInOutcome.Repeated repeated => Repeated(repeated.First),
            CheckInOutcome.NotRecognised { Hint: var hint } => hint is { } flaw
                ? Refusals.NotRecognised with
                {
                    Reasons = [WireName.Of(flaw)],
                }
                : Refusals.NotRecognised,
            CheckInOutcome.Ambiguous => Refusals.Ambiguous,
            CheckInOutcome.TooRisky => Refusals.TooRisky,
            CheckInOutcome.NotLive => Refusals.NotLive,
            CheckInOutcome.PinToo => Refusals.PinToo,
            CheckInOutcome.SeveralPeople => Refusals.SeveralFaces,
            CheckInOutcome.NoFace => Refusals.NoFace,
            CheckInOutcome.PoorPicture poor => Refusals.PicturePoor with
            {
                Reasons = [.. poor.Flaws.Select(WireName.Of)],
            },
            CheckInOutcome.Unreadable unreadable => SentPictures.Refused(unreadable.Fault, Limits),
            CheckInOutcome.NotActive => Refusals.NotActive,
            CheckInOutcome.NoConsent => Refusals.ConsentRequired,
            CheckInOutcome.NotEnrolled => Refusals.NotEnrolled,
            CheckInOutcome.Closed => Refusals.TriesExhausted,
            CheckInOutcome.ChallengeUsed => Refusals.ChallengeUsed,
            CheckInOutcome.ChallengeLate => Refusals.ChallengeLate,
            CheckInOutcome.ChallengeUnknown => Refusals.NotFound.Because(
                "There is no such challenge for this person and caller."
            ),
            CheckInOutcome.Elsewhere elsewhere => Refusals.Elsewhere with
            {
                Reasons = [WireName.Of(elsewhere.Refusal)],
            },
            CheckInOutcome.WrongPin => Refusals.PinWrong,
            CheckInOutcome.NoPin => Refusals.NoPin,
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static (Punch?, bool, Refusal?) Told(DevicePunchOutcome outcome) =>
        outcome switch
        {
            DevicePunchOutcome.Recorded recorded => (recorded.Punch, true, null),
            DevicePunchOutcome.Known known => (known.Punch, false, null),
            DevicePunchOutcome.Repeated repeated => (null, false, Repeated(repeated.First)),
            DevicePunchOutcome.OtherEvent => (null, false, Refusals.EventReused),
            DevicePunchOutcome.NotFound => (null, false, Refusals.NotFound),
            DevicePunchOutcome.NotActive => (null, false, Refusals.NotActive),
            DevicePunchOutcome.TimeUnbelievable => (null, false, Refusals.DeviceTimeUnbelievable),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static (Punch?, bool, Refusal?) Told(ManualPunchOutcome outcome) =>
        outcome switch
        {
            ManualPunchOutcome.Recorded recorded => (recorded.Punch, true, null),
            ManualPunchOutcome.Repeated repeated => (null, false, Repeated(repeated.First)),
            ManualPunchOutcome.Waits waits => (
                null,
                false,
                Refusals.PeriodLocked.Because(
                    $"It is {waits.From:yyyy-MM-dd} to {waits.Until:yyyy-MM-dd}; the punch waits as a correction until it is opened."
                )
            ),
            ManualPunchOutcome.NotFound => (null, false, Refusals.NotFound),
            ManualPunchOutcome.InTheFuture => (null, false, Refusals.BodyInvalid.Because("at lies in the future.")),
            ManualPunchOutcome.TooLongAgo => (
                null,
                false,
                Refusals.BodyInvalid.Because($"at is longer ago than {ManualPunchDesk.LongestAgo.TotalDays:0} days.")
            ),
            ManualPunchOutcome.ReasonMissing => (
                null,
                false,
                Refusals.BodyInvalid.Because($"reason has 1 to {Punch.MaxReasonLength} characters.")
            ),
            ManualPunchOutcome.OwnPunch => (null, false, Refusals.ScopeMissing.Because("Nobody punches for themself.")),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static Refusal Repeated(Punch first) =>
        Refusals.Repeated.Because($"It is {first.Id} of {first.At.UtcDateTime:O}.");
}

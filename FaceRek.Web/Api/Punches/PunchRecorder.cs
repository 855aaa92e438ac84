using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Challenges;
using FaceRek.Web.Api.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Punches;

/// <summary>Passes a program's punch to the desk for its way, and turns the outcome into a response.</summary>
public sealed class PunchRecorder(
    FaceRekDb db,
    CheckInDesk checkIn,
    PinPunchDesk pins,
    DevicePunchDesk devices,
    ManualPunchDesk manual,
    ApiCaller caller,
    TimeProvider clock
)
{
    /// <summary>An hour, longer than any burst: a larger number does not come from a camera.</summary>
    private const int MaxMilliseconds = 3_600_000;

    private static readonly PictureLimits Limits = PictureLimits.Frame;

    /// <returns>The punch and whether this call made it, or why there is none.</returns>
    public async Task<(Punch? Punch, bool IsNew, ApiProblem? Why)> RecordAsync(
        NewPunchJson request,
        HttpContext context
    )
    {
        if (Unfit(request) is { } unfit)
        {
            return (null, false, unfit);
        }
        var cancellationToken = context.RequestAborted;
        if (request.PersonId is not { } personId)
        {
            return Told(await ByFaceAsync(request, context), context);
        }
        if (!await db.People.Known().AnyAsync(person => person.Id == personId, cancellationToken))
        {
            return (null, false, ApiProblems.NotFound);
        }
        return request.Way switch
        {
            NewPunchJson.Kind.Face => Told(await ByFaceAsync(request, context), context),
            NewPunchJson.Kind.Pin => Told(
                await pins.RecordAsync(
                    new PinRequest(personId, caller.ActorId, request.Pin!, request.Direction, From(context)),
                    cancellationToken
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
                    cancellationToken
                )
            ),
            NewPunchJson.Kind.Manual => Told(
                await manual.RecordAsync(
                    personId,
                    caller.ActorId,
                    request.At!.Value,
                    request.Direction!.Value,
                    request.Reason!,
                    cancellationToken
                )
            ),
            _ => throw new UnreachableException(),
        };
    }

    private Task<CheckInOutcome> ByFaceAsync(NewPunchJson request, HttpContext context) =>
        checkIn.ReceiveAsync(
            new CheckInRequest(
                request.PersonId,
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

    private static List<TimeSpan> TimesOf(NewPunchJson request) =>
        [.. (request.Times ?? []).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private static ClientLocation From(HttpContext context) => new(context.Connection.RemoteIpAddress, null);

    /// <summary>Fields that the way does not accept, or that are missing.</summary>
    private ApiProblem? Unfit(NewPunchJson request)
    {
        var (isFace, isPin, isDevice, isManual) = (
            request.Way == NewPunchJson.Kind.Face,
            request.Way == NewPunchJson.Kind.Pin,
            request.Way == NewPunchJson.Kind.Device,
            request.Way == NewPunchJson.Kind.Manual
        );
        if (isDevice && !caller.May(ApiScope.PunchesDevice))
        {
            return ApiProblems.ScopeMissing.Because($"The call needs the scope {ApiScope.PunchesDevice}.");
        }
        if (request.PersonId is null && !isFace)
        {
            return ApiProblems.BodyInvalid.Because("person_id can only be omitted with way face.");
        }
        if (request.PersonId is null && !caller.May(ApiScope.FacesMatch))
        {
            return ApiProblems.ScopeMissing.Because(
                $"Without person_id the call also needs the scope {ApiScope.FacesMatch}."
            );
        }
        if (
            isFace
            != (request is { Challenge: { Length: > 0 and <= 64 }, Pictures.Count: > 0 and <= CheckInDesk.MaxFrames })
        )
        {
            return ApiProblems.BodyInvalid.Because(
                $"challenge and 1 to {CheckInDesk.MaxFrames} pictures are required with way face, and not allowed with other ways."
            );
        }
        if (
            request.Times is { } times
            && !(
                isFace && times.Count == request.Pictures!.Count && times.All(one => one is >= 0 and <= MaxMilliseconds)
            )
        )
        {
            return ApiProblems.BodyInvalid.Because(
                $"times is only allowed with way face: for each picture the milliseconds since the first, 0 to {MaxMilliseconds}."
            );
        }
        if (isPin != request.Pin is { Length: > 0 and <= Pin.MaxLength })
        {
            return ApiProblems.BodyInvalid.Because(
                $"pin, with at most {Pin.MaxLength} digits, is required with way pin, and not allowed with other ways."
            );
        }
        if (isDevice != (IsPlain(request.Device) && IsPlain(request.EventId)))
        {
            return ApiProblems.BodyInvalid.Because(
                $"device and event_id, each with 1 to {Punch.MaxDeviceLength} visible ASCII characters, are required with way device, and not allowed with other ways."
            );
        }
        if ((isDevice || isManual) != request.At is not null)
        {
            return ApiProblems.BodyInvalid.Because(
                "at is required with the ways device and manual, and not allowed with other ways."
            );
        }
        if (request.Offline && !isDevice)
        {
            return ApiProblems.BodyInvalid.Because("offline is only allowed with way device.");
        }
        if (isManual != request.Reason is not null || (isManual && request.Direction is null))
        {
            return ApiProblems.BodyInvalid.Because(
                "reason is required with way manual, together with direction, and not allowed with other ways."
            );
        }
        return null;
    }

    private static bool IsPlain(string? text) =>
        text is { Length: > 0 and <= Punch.MaxDeviceLength } && text.All(c => c is > ' ' and <= '~');

    private (Punch?, bool, ApiProblem?) Told(CheckInOutcome outcome, HttpContext context)
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

    private static ApiProblem Refused(CheckInOutcome outcome) =>
        outcome switch
        {
            CheckInOutcome.Repeated repeated => Repeated(repeated.First),
            CheckInOutcome.NotRecognised { Hint: var hint } => hint is { } flaw
                ? ApiProblems.NotRecognised with
                {
                    Reasons = [WireName.Of(flaw)],
                }
                : ApiProblems.NotRecognised,
            CheckInOutcome.Ambiguous => ApiProblems.Ambiguous,
            CheckInOutcome.TooRisky => ApiProblems.TooRisky,
            CheckInOutcome.NotLive => ApiProblems.NotLive,
            CheckInOutcome.PinToo => ApiProblems.PinToo,
            CheckInOutcome.SeveralPeople => ApiProblems.SeveralFaces,
            CheckInOutcome.NoFace => ApiProblems.NoFace,
            CheckInOutcome.PoorPicture poor => ApiProblems.PicturePoor with
            {
                Reasons = [.. poor.Flaws.Select(WireName.Of)],
            },
            CheckInOutcome.Unreadable unreadable => SentPictures.Refused(unreadable.Error, Limits),
            CheckInOutcome.NotActive => ApiProblems.NotActive,
            CheckInOutcome.NoConsent => ApiProblems.ConsentRequired,
            CheckInOutcome.NotEnrolled => ApiProblems.NotEnrolled,
            CheckInOutcome.Closed => ApiProblems.TriesExhausted,
            CheckInOutcome.ChallengeUsed => ApiProblems.ChallengeUsed,
            CheckInOutcome.ChallengeLate => ApiProblems.ChallengeLate,
            CheckInOutcome.ChallengeUnknown => ApiProblems.NotFound.Because(
                "There is no such challenge for this person and caller."
            ),
            CheckInOutcome.Elsewhere elsewhere => ApiProblems.Elsewhere with
            {
                Reasons = [WireName.Of(elsewhere.Refusal)],
            },
            CheckInOutcome.WrongPin => ApiProblems.PinWrong,
            CheckInOutcome.NoPin => ApiProblems.NoPin,
            CheckInOutcome.Recorded => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
            _ => throw new UnreachableException(),
        };

    private static ApiProblem Waits(DateOnly from, DateOnly until) =>
        ApiProblems.PeriodLocked.Because(
            $"The locked period is {from:yyyy-MM-dd} to {until:yyyy-MM-dd}; the punch waits as a correction until it is reopened."
        );

    private static (Punch?, bool, ApiProblem?) Told(DevicePunchOutcome outcome) =>
        outcome switch
        {
            DevicePunchOutcome.Recorded recorded => (recorded.Punch, true, null),
            DevicePunchOutcome.Known known => (known.Punch, false, null),
            DevicePunchOutcome.Repeated repeated => (null, false, Repeated(repeated.First)),
            DevicePunchOutcome.Waits waits => (null, false, Waits(waits.From, waits.Until)),
            DevicePunchOutcome.OtherEvent => (null, false, ApiProblems.EventReused),
            DevicePunchOutcome.NotFound => (null, false, ApiProblems.NotFound),
            DevicePunchOutcome.NotActive => (null, false, ApiProblems.NotActive),
            DevicePunchOutcome.TimeUnbelievable => (null, false, ApiProblems.DeviceTimeUnbelievable),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static (Punch?, bool, ApiProblem?) Told(ManualPunchOutcome outcome) =>
        outcome switch
        {
            ManualPunchOutcome.Recorded recorded => (recorded.Punch, true, null),
            ManualPunchOutcome.Repeated repeated => (null, false, Repeated(repeated.First)),
            ManualPunchOutcome.Waits waits => (null, false, Waits(waits.From, waits.Until)),
            ManualPunchOutcome.NotFound => (null, false, ApiProblems.NotFound),
            ManualPunchOutcome.InTheFuture => (null, false, ApiProblems.BodyInvalid.Because("at is in the future.")),
            ManualPunchOutcome.TooLongAgo => (
                null,
                false,
                ApiProblems.BodyInvalid.Because($"at is more than {ManualPunchDesk.MaxAge.TotalDays:0} days ago.")
            ),
            ManualPunchOutcome.ReasonMissing => (
                null,
                false,
                ApiProblems.BodyInvalid.Because($"reason must have 1 to {Punch.MaxReasonLength} characters.")
            ),
            ManualPunchOutcome.OwnPunch => (
                null,
                false,
                ApiProblems.ScopeMissing.Because("You cannot add a punch for yourself.")
            ),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
        };

    private static ApiProblem Repeated(CountingPunch first) =>
        ApiProblems.Repeated.Because($"The punch is {first.Id} at {first.At.UtcDateTime:O}.");
}

/// <param name="Way">face (challenge, pictures), pin (pin), device (device, event_id, at), manual (at, direction, reason).</param>
/// <param name="PersonId">The person. With way face it may be omitted for 1:N, together with a challenge without a person.</param>
/// <param name="Direction">in or out; when omitted it follows from the last punch.</param>
/// <param name="Challenge">As returned by /challenges, at most 30 seconds ago.</param>
/// <param name="Pictures">1 to 40 JPEGs of at most 300 kB, in order; with liveness on at least 8, over 1.2 to 12 seconds.</param>
/// <param name="Device">The terminal's own name, at most 64 characters.</param>
/// <param name="EventId">The terminal's number of the event: sent again it is the same punch.</param>
/// <param name="At">device: by the terminal's clock, as evidence; our time counts. manual: the time, at most 31 days ago.</param>
/// <param name="Offline">The terminal was offline: its time counts, at most 72 hours back.</param>
/// <param name="Reason">manual: why, at most 300 characters.</param>
/// <param name="Times">Of each picture, in milliseconds since the first; may be omitted where liveness is off.</param>
public sealed record NewPunchJson(
    NewPunchJson.Kind Way,
    Guid? PersonId = null,
    Direction? Direction = null,
    string? Challenge = null,
    IReadOnlyList<PictureJson>? Pictures = null,
    string? Pin = null,
    string? Device = null,
    string? EventId = null,
    DateTimeOffset? At = null,
    bool Offline = false,
    string? Reason = null,
    IReadOnlyList<int>? Times = null
)
{
    public enum Kind
    {
        Face,
        Pin,
        Device,
        Manual,
    }
}

public sealed record PunchMatchJson(string Model, float? Score, float? Threshold, float? Margin);

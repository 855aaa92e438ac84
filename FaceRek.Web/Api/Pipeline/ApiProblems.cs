using System.Diagnostics;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>All refusals of the API, so that each has only one code.</summary>
public static class ApiProblems
{
    public static readonly ApiProblem BodyInvalid = new(400, "body_invalid", "The body is not what this call takes.");
    public static readonly ApiProblem QueryInvalid = new(
        400,
        "query_invalid",
        "The query is not what this call takes."
    );
    public static readonly ApiProblem HeaderInvalid = new(
        400,
        "header_invalid",
        "A header is not what this call takes."
    );
    public static readonly ApiProblem CursorInvalid = new(
        400,
        "cursor_invalid",
        "This cursor is none of ours; begin again without one."
    );
    public static readonly ApiProblem FormBroken = new(400, "form_broken", "The form did not arrive whole.");
    public static readonly ApiProblem DetailsInvalid = new(
        400,
        "details_invalid",
        "What is said about the person cannot be taken."
    );
    public static readonly ApiProblem KeyInvalid = new(400, "key_invalid", "Such a key cannot be made.");
    public static readonly ApiProblem WebhookInvalid = new(400, "webhook_invalid", "Such an endpoint cannot be kept.");
    public static readonly ApiProblem AddressNotAllowed = new(
        400,
        "address_not_allowed",
        "This address is not allowed: it is a local or private one, or its port is no web server's."
    );
    public static readonly ApiProblem PictureDamaged = new(400, "picture_damaged", "The picture is empty or damaged.");
    public static readonly ApiProblem TokenInvalid = new(
        401,
        "token_invalid",
        "There is no good access token; get one at /api/v1/token."
    );
    public static readonly ApiProblem CredentialsWrong = new(
        401,
        "credentials_wrong",
        "These credentials open nothing."
    );
    public static readonly ApiProblem RefreshRefused = new(
        401,
        "refresh_refused",
        "This refresh token is not good any more; sign in again."
    );
    public static readonly ApiProblem PaymentRequired = new(
        402,
        "payment_required",
        "The organization can only be read until its subscription is in order; punches are taken meanwhile."
    );
    public static readonly ApiProblem PlanFull = new(
        402,
        "plan_full",
        "The plan has no room for so many active people."
    );
    public static readonly ApiProblem NotInPlan = new(402, "not_in_plan", "The plan does not include this.");
    public static readonly ApiProblem ScopeMissing = new(
        403,
        "scope_missing",
        "The token lacks the scope that this call needs."
    );
    public static readonly ApiProblem NotFound = new(404, "not_found", "There is nothing of this id or address.");
    public static readonly ApiProblem NoSandbox = new(
        404,
        "no_sandbox",
        "The organization is no sandbox; an owner switches it under Settings."
    );
    public static readonly ApiProblem NoTrial = new(404, "no_trial", "No model is being tried.");
    public static readonly ApiProblem MethodUnknown = new(
        405,
        "method_not_allowed",
        "This address takes other methods."
    );
    public static readonly ApiProblem ExternalIdTaken = new(
        409,
        "external_id_taken",
        "Somebody else has this external id."
    );
    public static readonly ApiProblem ConsentRequired = new(
        409,
        "consent_required",
        "The person has not consented to face recognition."
    );
    public static readonly ApiProblem ConsentTextChanged = new(
        409,
        "consent_text_changed",
        "There is a newer version of the consent text; let the person read that one."
    );
    public static readonly ApiProblem NotActive = new(409, "not_active", "The person is not active.");
    public static readonly ApiProblem NotEnrolled = new(
        409,
        "not_enrolled",
        "The person has no face enrolled under this model."
    );
    public static readonly ApiProblem FacesFull = new(
        409,
        "faces_full",
        "The person has as many faces as there may be; delete one first."
    );
    public static readonly ApiProblem FaceOfAnother = new(
        409,
        "face_of_another",
        "The face is enrolled for somebody else here."
    );
    public static readonly ApiProblem FaceUnlikeOwn = new(
        409,
        "face_unlike_own",
        "The face is unlike those the person has enrolled."
    );
    public static readonly ApiProblem ModelInForce = new(
        409,
        "model_in_force",
        "This model is in force already; another can be tried beside it."
    );
    public static readonly ApiProblem PeopleMissing = new(
        409,
        "people_missing",
        "Some people would not be recognised any more; with leave_behind it goes on without them."
    );
    public static readonly ApiProblem NoPreviousModel = new(
        409,
        "no_previous_model",
        "There is no model to go back to."
    );
    public static readonly ApiProblem TooRisky = new(
        409,
        "too_risky",
        "The model cannot tell so many people apart within the errors that the organization allows; name the person."
    );
    public static readonly ApiProblem KeysFull = new(
        409,
        "keys_full",
        "There are as many keys as there may be; revoke one first."
    );
    public static readonly ApiProblem WebhooksFull = new(
        409,
        "webhooks_full",
        "There are as many endpoints as there may be; remove one first."
    );
    public static readonly ApiProblem Repeated = new(
        409,
        "repeated",
        "The person punched within the last minute; that punch stands."
    );
    public static readonly ApiProblem ChallengeUsed = new(
        409,
        "challenge_used",
        "This challenge was used; get another."
    );
    public static readonly ApiProblem PinToo = new(
        409,
        "pin_too",
        "Somebody here looks so much like this person that a face is not enough; use the PIN."
    );
    public static readonly ApiProblem NoPin = new(409, "no_pin", "The person has not chosen a PIN.");
    public static readonly ApiProblem PeriodLocked = new(409, "period_locked", "The period is locked.");
    public static readonly ApiProblem CorrectionsFull = new(
        409,
        "corrections_full",
        "Too many corrections of this person wait for a decision."
    );
    public static readonly ApiProblem DecidedAlready = new(
        409,
        "decided_already",
        "Somebody decided this request already."
    );
    public static readonly ApiProblem OwnRequest = new(
        403,
        "own_request",
        "Nobody decides their own request, or one about themself."
    );
    public static readonly ApiProblem SameRequestAtWork = new(
        409,
        "request_at_work",
        "The first request of this Idempotency-Key is still at work; ask again in a second."
    );
    public static readonly ApiProblem ChallengeLate = new(
        410,
        "challenge_late",
        "This challenge is too old; get another."
    );
    public static readonly ApiProblem RevisionOther = new(
        412,
        "revision_other",
        "Somebody changed it since; read it again."
    );
    public static readonly ApiProblem TooLarge = new(413, "too_large", "The body is larger than this call takes.");
    public static readonly ApiProblem PictureTooLarge = new(413, "picture_too_large", "The picture is too large.");
    public static readonly ApiProblem MediaTypeUnknown = new(
        415,
        "media_type_unknown",
        "This call takes another Content-Type, and no Content-Encoding."
    );
    public static readonly ApiProblem PictureFormat = new(
        415,
        "picture_format",
        "Only JPEG and PNG pictures are taken."
    );
    public static readonly ApiProblem NoFace = new(422, "no_face", "There is no face in the picture.");
    public static readonly ApiProblem SeveralFaces = new(
        422,
        "several_faces",
        "Several faces are in the picture; there should be one."
    );
    public static readonly ApiProblem PicturePoor = new(
        422,
        "picture_poor",
        "The picture is not good enough to compare."
    );
    public static readonly ApiProblem NotRecognised = new(422, "not_recognised", "The person was not recognised.");
    public static readonly ApiProblem Ambiguous = new(
        422,
        "ambiguous",
        "Two people are too near to each other to say who it is; name the person, or use the PIN."
    );
    public static readonly ApiProblem NotLive = new(
        422,
        "not_live",
        "The pictures do not show a living person who did what the challenge asked."
    );
    public static readonly ApiProblem PinWrong = new(422, "pin_wrong", "That is not the person's PIN.");
    public static readonly ApiProblem ModelUnknown = new(
        422,
        "model_unknown",
        "There is no usable model of that name."
    );
    public static readonly ApiProblem DeviceTimeUnbelievable = new(
        422,
        "device_time_unbelievable",
        "The device's time lies in the future or is longer ago than 72 hours; somebody has to look at it."
    );
    public static readonly ApiProblem EventReused = new(
        422,
        "event_reused",
        "The device used this event_id for something else before."
    );
    public static readonly ApiProblem Elsewhere = new(
        422,
        "elsewhere",
        "The person may check in only at a site, and is not known to be at one."
    );
    public static readonly ApiProblem KeyReused = new(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request."
    );
    public static readonly ApiProblem RateLimited = new(
        429,
        "rate_limited",
        "Too many calls; Retry-After says when there is room."
    );
    public static readonly ApiProblem TriesExhausted = new(
        429,
        "tries_exhausted",
        "Too many tries failed; this way opens again later."
    );
    public static readonly ApiProblem Broken = new(500, "broken", "Something broke on our side; it was noted.");
    public static readonly ApiProblem Busy = new(503, "busy", "Busy just now; nothing was changed.");
    public static readonly ApiProblem ModelUnavailable = new(
        503,
        "model_unavailable",
        "The face model cannot be used just now."
    );

    public static ApiProblem Of(EntitlementDenial obstacle) =>
        obstacle switch
        {
            EntitlementDenial.SeatsFull full => PlanFull.Because(
                $"The plan {full.Access.Plan.Code} is for {full.Access.Plan.MaxPeople} active people, and there are {full.Access.Seats}."
            ),
            EntitlementDenial.NotIncluded => NotInPlan,
            EntitlementDenial.ReadOnly or EntitlementDenial.SitesFull => PaymentRequired,
            _ => throw new UnreachableException(),
        };

    /// <summary>The meaning of an empty response of the framework.</summary>
    public static ApiProblem Of(int status) =>
        status switch
        {
            401 => TokenInvalid,
            403 => ScopeMissing,
            404 => NotFound,
            405 => MethodUnknown,
            413 => TooLarge,
            415 => MediaTypeUnknown,
            429 => RateLimited,
            503 => Busy,
            >= 500 => Broken,
            _ => BodyInvalid with { Status = status },
        };
}

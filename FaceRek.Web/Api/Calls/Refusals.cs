using FaceRek.Core.Billing;

namespace FaceRek.Web.Api.Calls;

/// <summary>All that the API refuses by, so that no two places call one thing by two names.</summary>
public static class Refusals
{
    public static readonly Refusal BodyInvalid = new(400, "body_invalid", "The body is not what this call takes.");
    public static readonly Refusal QueryInvalid = new(400, "query_invalid", "The query is not what this call takes.");
    public static readonly Refusal HeaderInvalid = new(400, "header_invalid", "A header is not what this call takes.");
    public static readonly Refusal CursorInvalid = new(
        400,
        "cursor_invalid",
        "This cursor is none of ours; begin again without one."
    );
    public static readonly Refusal FormBroken = new(400, "form_broken", "The form did not arrive whole.");
    public static readonly Refusal DetailsInvalid = new(
        400,
        "details_invalid",
        "What is said about the person cannot be taken."
    );
    public static readonly Refusal KeyInvalid = new(400, "key_invalid", "Such a key cannot be made.");
    public static readonly Refusal WebhookInvalid = new(400, "webhook_invalid", "Such an endpoint cannot be kept.");
    public static readonly Refusal AddressNotAllowed = new(
        400,
        "address_not_allowed",
        "This address is not allowed: it is a local or private one, or its port is no web server's."
    );
    public static readonly Refusal PictureDamaged = new(400, "picture_damaged", "The picture is empty or damaged.");
    public static readonly Refusal TokenInvalid = new(
        401,
        "token_invalid",
        "There is no good access token; get one at /api/v1/token."
    );
    public static readonly Refusal CredentialsWrong = new(401, "credentials_wrong", "These credentials open nothing.");
    public static readonly Refusal RefreshRefused = new(
        401,
        "refresh_refused",
        "This refresh token is not good any more; sign in again."
    );
    public static readonly Refusal PaymentRequired = new(
        402,
        "payment_required",
        "The organization can only be read until its subscription is in order; punches are taken meanwhile."
    );
    public static readonly Refusal PlanFull = new(402, "plan_full", "The plan has no room for so many active people.");
    public static readonly Refusal NotInPlan = new(402, "not_in_plan", "The plan does not include this.");
    public static readonly Refusal ScopeMissing = new(
        403,
        "scope_missing",
        "The token lacks the scope that this call needs."
    );
    public static readonly Refusal NotFound = new(404, "not_found", "There is nothing of this id or address.");
    public static readonly Refusal NoSandbox = new(
        404,
        "no_sandbox",
        "The organization is no sandbox; an owner switches it under Settings."
    );
    public static readonly Refusal NoTrial = new(404, "no_trial", "No model is being tried.");
    public static readonly Refusal MethodUnknown = new(405, "method_not_allowed", "This address takes other methods.");
    public static readonly Refusal ExternalIdTaken = new(
        409,
        "external_id_taken",
        "Somebody else has this external id."
    );
    public static readonly Refusal ConsentRequired = new(
        409,
        "consent_required",
        "The person has not consented to face recognition."
    );
    public static readonly Refusal ConsentTextChanged = new(
        409,
        "consent_text_changed",
        "There is a newer version of the consent text; let the person read that one."
    );
    public static readonly Refusal NotActive = new(409, "not_active", "The person is not active.");
    public static readonly Refusal NotEnrolled = new(
        409,
        "not_enrolled",
        "The person has no face enrolled under this model."
    );
    public static readonly Refusal FacesFull = new(
        409,
        "faces_full",
        "The person has as many faces as there may be; delete one first."
    );
    public static readonly Refusal FaceOfAnother = new(
        409,
        "face_of_another",
        "The face is enrolled for somebody else here."
    );
    public static readonly Refusal FaceUnlikeOwn = new(
        409,
        "face_unlike_own",
        "The face is unlike those the person has enrolled."
    );
    public static readonly Refusal ModelInForce = new(
        409,
        "model_in_force",
        "This model is in force already; another can be tried beside it."
    );
    public static readonly Refusal PeopleMissing = new(
        409,
        "people_missing",
        "Some people would not be recognised any more; with leave_behind it goes on without them."
    );
    public static readonly Refusal NoPreviousModel = new(409, "no_previous_model", "There is no model to go back to.");
    public static readonly Refusal TooRisky = new(
        409,
        "too_risky",
        "The model cannot tell so many people apart within the errors that the organization allows; name the person."
    );
    public static readonly Refusal KeysFull = new(
        409,
        "keys_full",
        "There are as many keys as there may be; revoke one first."
    );
    public static readonly Refusal WebhooksFull = new(
        409,
        "webhooks_full",
        "There are as many endpoints as there may be; remove one first."
    );
    public static readonly Refusal Repeated = new(
        409,
        "repeated",
        "The person punched within the last minute; that punch stands."
    );
    public static readonly Refusal ChallengeUsed = new(409, "challenge_used", "This challenge was used; get another.");
    public static readonly Refusal PinToo = new(
        409,
        "pin_too",
        "Somebody here looks so much like this person that a face is not enough; use the PIN."
    );
    public static readonly Refusal NoPin = new(409, "no_pin", "The person has not chosen a PIN.");
    public static readonly Refusal PeriodLocked = new(409, "period_locked", "The period is locked.");
    public static readonly Refusal CorrectionsFull = new(
        409,
        "corrections_full",
        "Too many corrections of this person wait for a decision."
    );
    public static readonly Refusal DecidedAlready = new(
        409,
        "decided_already",
        "Somebody decided this request already."
    );
    public static readonly Refusal OwnRequest = new(
        403,
        "own_request",
        "Nobody decides their own request, or one about themself."
    );
    public static readonly Refusal SameRequestAtWork = new(
        409,
        "request_at_work",
        "The first request of this Idempotency-Key is still at work; ask again in a second."
    );
    public static readonly Refusal ChallengeLate = new(
        410,
        "challenge_late",
        "This challenge is too old; get another."
    );
    public static readonly Refusal RevisionOther = new(
        412,
        "revision_other",
        "Somebody changed it since; read it again."
    );
    public static readonly Refusal TooLarge = new(413, "too_large", "The body is larger than this call takes.");
    public static readonly Refusal PictureTooLarge = new(413, "picture_too_large", "The picture is too large.");
    public static readonly Refusal MediaTypeUnknown = new(
        415,
        "media_type_unknown",
        "This call takes another Content-Type, and no Content-Encoding."
    );
    public static readonly Refusal PictureFormat = new(415, "picture_format", "Only JPEG and PNG pictures are taken.");
    public static readonly Refusal NoFace = new(422, "no_face", "There is no face in the picture.");
    public static readonly Refusal SeveralFaces = new(
        422,
        "several_faces",
        "Several faces are in the picture; there should be one."
    );
    public static readonly Refusal PicturePoor = new(422, "picture_poor", "The picture is not good enough to compare.");
    public static readonly Refusal NotRecognised = new(422, "not_recognised", "The person was not recognised.");
    public static readonly Refusal Ambiguous = new(
        422,
        "ambiguous",
        "Two people are too near to each other to say who it is; name the person, or use the PIN."
    );
    public static readonly Refusal NotLive = new(
        422,
        "not_live",
        "The pictures do not show a living person who did what the challenge asked."
    );
    public static readonly Refusal PinWrong = new(422, "pin_wrong", "That is not the person's PIN.");
    public static readonly Refusal ModelUnknown = new(422, "model_unknown", "There is no usable model of that name.");
    public static readonly Refusal DeviceTimeUnbelievable = new(
        422,
        "device_time_unbelievable",
        "The device's time lies in the future or is longer ago than 72 hours; somebody has to look at it."
    );
    public static readonly Refusal EventReused = new(
        422,
        "event_reused",
        "The device used this event_id for something else before."
    );
    public static readonly Refusal Elsewhere = new(
        422,
        "elsewhere",
        "The person may check in only at a site, and is not known to be at one."
    );
    public static readonly Refusal KeyReused = new(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request."
    );
    public static readonly Refusal RateLimited = new(
        429,
        "rate_limited",
        "Too many calls; Retry-After says when there is room."
    );
    public static readonly Refusal TriesExhausted = new(
        429,
        "tries_exhausted",
        "Too many tries failed; this way opens again later."
    );
    public static readonly Refusal Broken = new(500, "broken", "Something broke on our side; it was noted.");
    public static readonly Refusal Busy = new(503, "busy", "Busy just now; nothing was changed.");
    public static readonly Refusal ModelUnavailable = new(
        503,
        "model_unavailable",
        "The face model cannot be used just now."
    );

    public static Refusal Of(Obstacle obstacle) =>
        obstacle switch
        {
            Obstacle.SeatsFull full => PlanFull.Because(
                $"The plan {full.Access.Plan.Code} is for {full.Access.Plan.MostPeople} active people, and there are {full.Access.Seats}."
            ),
            Obstacle.NotIncluded => NotInPlan,
            _ => PaymentRequired,
        };

    /// <summary>What an empty answer of the framework means.</summary>
    public static Refusal Of(int status) =>
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

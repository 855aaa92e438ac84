using System.Diagnostics;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>All refusals of the API, so that each has only one code.</summary>
public static class ApiProblems
{
    public static readonly ApiProblem BodyInvalid = new(400, "body_invalid", "The body is not valid for this call.");
    public static readonly ApiProblem QueryInvalid = new(400, "query_invalid", "The query is not valid for this call.");
    public static readonly ApiProblem HeaderInvalid = new(
        400,
        "header_invalid",
        "A header is not valid for this call."
    );
    public static readonly ApiProblem CursorInvalid = new(
        400,
        "cursor_invalid",
        "Invalid cursor. Start again without one."
    );
    public static readonly ApiProblem FormBroken = new(400, "form_broken", "The form is incomplete. Send it again.");
    public static readonly ApiProblem DetailsInvalid = new(
        400,
        "details_invalid",
        "The details of the person are not valid."
    );
    public static readonly ApiProblem KeyInvalid = new(400, "key_invalid", "The details of the key are not valid.");
    public static readonly ApiProblem WebhookInvalid = new(
        400,
        "webhook_invalid",
        "The details of the endpoint are not valid."
    );
    public static readonly ApiProblem AddressNotAllowed = new(
        400,
        "address_not_allowed",
        "This address is not allowed, because it is local or private, or has an unusual port. Use a public address."
    );
    public static readonly ApiProblem PictureDamaged = new(400, "picture_damaged", "The picture is empty or damaged.");
    public static readonly ApiProblem TokenInvalid = new(
        401,
        "token_invalid",
        "The access token is missing or not valid. Get one at /api/v1/token."
    );
    public static readonly ApiProblem CredentialsWrong = new(401, "credentials_wrong", "Wrong credentials.");
    public static readonly ApiProblem RefreshRefused = new(
        401,
        "refresh_refused",
        "This refresh token is no longer valid. Sign in again."
    );
    public static readonly ApiProblem PaymentRequired = new(
        402,
        "payment_required",
        "The organization is read-only until its subscription is in order. Punches still work."
    );
    public static readonly ApiProblem PlanFull = new(
        402,
        "plan_full",
        "The plan does not allow that many active people."
    );
    public static readonly ApiProblem NotInPlan = new(402, "not_in_plan", "The plan does not include this.");
    public static readonly ApiProblem ScopeMissing = new(
        403,
        "scope_missing",
        "The token does not have the scope that this call needs."
    );
    public static readonly ApiProblem NotFound = new(404, "not_found", "Nothing was found for this id or address.");
    public static readonly ApiProblem NoSandbox = new(
        404,
        "no_sandbox",
        "The organization is not a sandbox. An owner can switch it on under Settings."
    );
    public static readonly ApiProblem NoTrial = new(404, "no_trial", "No model is on trial.");
    public static readonly ApiProblem MethodUnknown = new(
        405,
        "method_not_allowed",
        "This address does not support this method."
    );
    public static readonly ApiProblem ExternalIdTaken = new(
        409,
        "external_id_taken",
        "Another person has this external id."
    );
    public static readonly ApiProblem ConsentRequired = new(
        409,
        "consent_required",
        "The person has not consented to face recognition."
    );
    public static readonly ApiProblem ConsentTextChanged = new(
        409,
        "consent_text_changed",
        "There is a newer version of the consent text. Let the person read it first."
    );
    public static readonly ApiProblem NotActive = new(409, "not_active", "The person is inactive.");
    public static readonly ApiProblem NotEnrolled = new(
        409,
        "not_enrolled",
        "The person has no face enrolled with this model."
    );
    public static readonly ApiProblem FacesFull = new(
        409,
        "faces_full",
        "The person has the maximum number of faces. Delete one first."
    );
    public static readonly ApiProblem FaceOfAnother = new(
        409,
        "face_of_another",
        "The face is already enrolled for someone else here."
    );
    public static readonly ApiProblem FaceUnlikeOwn = new(
        409,
        "face_unlike_own",
        "The face does not look like the person's other faces."
    );
    public static readonly ApiProblem ModelInForce = new(
        409,
        "model_in_force",
        "This model is already active. Choose another to try."
    );
    public static readonly ApiProblem PeopleMissing = new(
        409,
        "people_missing",
        "Some people would no longer be recognised. Set leave_behind to continue without them."
    );
    public static readonly ApiProblem NoPreviousModel = new(
        409,
        "no_previous_model",
        "There is no earlier model to go back to."
    );
    public static readonly ApiProblem TooRisky = new(
        409,
        "too_risky",
        "The model cannot tell that many people apart within the errors that the organization allows. Send person_id."
    );
    public static readonly ApiProblem KeysFull = new(
        409,
        "keys_full",
        "The maximum number of keys is reached. Revoke one first."
    );
    public static readonly ApiProblem WebhooksFull = new(
        409,
        "webhooks_full",
        "The maximum number of endpoints is reached. Remove one first."
    );
    public static readonly ApiProblem Repeated = new(
        409,
        "repeated",
        "The person punched within the last minute. That punch counts."
    );
    public static readonly ApiProblem ChallengeUsed = new(
        409,
        "challenge_used",
        "This challenge was already used. Get a new one."
    );
    public static readonly ApiProblem PinToo = new(
        409,
        "pin_too",
        "Someone here looks so much like this person that the face alone is not enough. Use the PIN."
    );
    public static readonly ApiProblem NoPin = new(409, "no_pin", "The person has not chosen a PIN.");
    public static readonly ApiProblem PeriodLocked = new(409, "period_locked", "The period is locked.");
    public static readonly ApiProblem CorrectionsFull = new(
        409,
        "corrections_full",
        "Too many corrections of this person are waiting for a decision. Decide some first."
    );
    public static readonly ApiProblem DecidedAlready = new(409, "decided_already", "This request was already decided.");
    public static readonly ApiProblem OwnRequest = new(
        403,
        "own_request",
        "You cannot decide your own request, or one about yourself."
    );
    public static readonly ApiProblem SameRequestAtWork = new(
        409,
        "request_at_work",
        "The first request with this Idempotency-Key is still running. Try again in a second."
    );
    public static readonly ApiProblem ChallengeLate = new(
        410,
        "challenge_late",
        "This challenge has expired. Get a new one."
    );
    public static readonly ApiProblem RevisionOther = new(
        412,
        "revision_other",
        "It was changed since you read it. Read it again."
    );
    public static readonly ApiProblem TooLarge = new(413, "too_large", "The body is too large for this call.");
    public static readonly ApiProblem PictureTooLarge = new(413, "picture_too_large", "The picture is too large.");
    public static readonly ApiProblem MediaTypeUnknown = new(
        415,
        "media_type_unknown",
        "This call does not support this Content-Type or Content-Encoding."
    );
    public static readonly ApiProblem PictureFormat = new(415, "picture_format", "Use a JPEG or PNG picture.");
    public static readonly ApiProblem NoFace = new(422, "no_face", "There is no face in the picture.");
    public static readonly ApiProblem SeveralFaces = new(
        422,
        "several_faces",
        "There are several faces in the picture. Send one with a single face."
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
        "Two people look too much alike to say who it is. Send person_id, or use the PIN."
    );
    public static readonly ApiProblem NotLive = new(
        422,
        "not_live",
        "The pictures do not show a live person who did what the challenge asked."
    );
    public static readonly ApiProblem PinWrong = new(422, "pin_wrong", "Wrong PIN.");
    public static readonly ApiProblem ModelUnknown = new(
        422,
        "model_unknown",
        "There is no usable model with this name."
    );
    public static readonly ApiProblem DeviceTimeUnbelievable = new(
        422,
        "device_time_unbelievable",
        "The time of the device is in the future, or more than 72 hours ago. Check its clock."
    );
    public static readonly ApiProblem EventReused = new(
        422,
        "event_reused",
        "The device already used this event_id for another event."
    );
    public static readonly ApiProblem Elsewhere = new(
        422,
        "elsewhere",
        "The person can check in only at a site, and is not known to be at one."
    );
    public static readonly ApiProblem KeyReused = new(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key was already used for another request."
    );
    public static readonly ApiProblem RateLimited = new(
        429,
        "rate_limited",
        "Too many calls. Retry-After says when to try again."
    );
    public static readonly ApiProblem TriesExhausted = new(
        429,
        "tries_exhausted",
        "Too many failed tries. Retry-After says when to try again."
    );
    public static readonly ApiProblem Broken = new(
        500,
        "broken",
        "Something went wrong on our side. We logged the error."
    );
    public static readonly ApiProblem Busy = new(503, "busy", "The server is busy. Nothing was changed. Try again.");
    public static readonly ApiProblem ModelUnavailable = new(
        503,
        "model_unavailable",
        "The face model is not available right now."
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

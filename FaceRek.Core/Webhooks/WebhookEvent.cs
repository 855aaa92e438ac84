namespace FaceRek.Core.Webhooks;

/// <summary>The events that can be sent. Names are part of the API and never change their meaning.</summary>
public static class WebhookEvent
{
    public const string PersonAdded = "person.added";
    public const string PersonChanged = "person.changed";
    public const string PersonDeactivated = "person.deactivated";
    public const string PersonReactivated = "person.reactivated";
    public const string PersonErased = "person.erased";
    public const string FaceEnrolled = "face.enrolled";
    public const string FaceRemoved = "face.removed";
    public const string FaceConsentGiven = "face.consent_given";
    public const string FaceConsentWithdrawn = "face.consent_withdrawn";
    public const string PunchRecorded = "punch.recorded";
    public const string PunchVoided = "punch.voided";
    public const string PunchMoved = "punch.moved";
    public const string DayClosed = "day.closed";
    public const string CorrectionRequested = "correction.requested";
    public const string CorrectionDecided = "correction.decided";
    public const string SubscriptionChanged = "subscription.changed";

    /// <summary>Sent by hand, whatever events an endpoint has chosen.</summary>
    public const string Test = "webhook.test";

    /// <summary>The events an endpoint may choose.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        PersonAdded,
        PersonChanged,
        PersonDeactivated,
        PersonReactivated,
        PersonErased,
        FaceEnrolled,
        FaceRemoved,
        FaceConsentGiven,
        FaceConsentWithdrawn,
        PunchRecorded,
        PunchVoided,
        PunchMoved,
        DayClosed,
        CorrectionRequested,
        CorrectionDecided,
        SubscriptionChanged,
    ];
}

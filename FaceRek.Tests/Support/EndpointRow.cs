using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Web.Security;

namespace FaceRek.Tests.Support;

/// <summary>Who may request an endpoint, and how it responds.</summary>
/// <param name="RoleNeeded">The lowest role, for endpoints inside an organization; null for others.</param>
/// <param name="NeedsSignIn">Whether an anonymous visitor is redirected to the sign-in.</param>
/// <param name="TakesPosts">Whether the page has a form.</param>
/// <param name="IsPage">Whether it is a page for people.</param>
/// <param name="Bare">The status of a request without parameters, where these are required.</param>
public sealed record EndpointRow(Role? RoleNeeded, bool NeedsSignIn, bool TakesPosts, bool IsPage, HttpStatusCode? Bare)
{
    /// <summary>Whether an id in the address is the id of a row.</summary>
    public bool LooksUpIds { get; init; } = true;

    /// <summary>Whether it is for API clients with tokens and scopes; <c>ApiContractTests</c> checks these.</summary>
    public bool IsApi { get; init; }

    /// <summary>
    /// Whether its form works while the organization is read-only; repeated from ReadOnlyMode, so that no change goes
    /// unnoticed.
    /// </summary>
    public ReadOnlyAccess Gate { get; init; } = ReadOnlyAccess.Settings;

    /// <summary>By route; an index page by its folder. Endpoints inside an organization start with {organization}.</summary>
    public static readonly IReadOnlyDictionary<string, EndpointRow> All = new Dictionary<string, EndpointRow>(
        StringComparer.Ordinal
    )
    {
        [""] = Public(),
        ["liveness"] = Public(),
        ["pricing"] = Public(),
        ["contact"] = Public(form: true),
        ["demo"] = Public(form: true),
        ["error/{status:int}"] = Public(bare: HttpStatusCode.NotFound),
        ["sign-up"] = Public(form: true),
        ["sign-up/check-mail"] = Public(),
        ["sign-in"] = Public(form: true),
        ["sign-out"] = Public(form: true),
        ["forgot-password"] = Public(form: true),
        ["reset-password"] = Public(form: true, bare: HttpStatusCode.Gone),
        ["confirm-email"] = Public(form: true, bare: HttpStatusCode.Gone),
        ["confirm-email/again"] = Public(form: true),
        ["confirm-email/new"] = Public(form: true, bare: HttpStatusCode.Gone),
        ["invitation"] = Public(form: true, bare: HttpStatusCode.Gone),
        ["mail"] = Public(),
        ["mail/letter/{name}"] = Public(bare: HttpStatusCode.NotFound),

        ["openapi/{documentName}.json"] = Public() with
        {
            IsPage = false,
        },
        [".well-known/jwks.json"] = Public() with { IsPage = false },
        ["api/v1/token"] = Api(),
        ["api/v1/token/revoke"] = Api(),
        ["api/v1/api-keys"] = Api(),
        ["api/v1/api-keys/{keyId:guid:length(36)}"] = Api(),
        ["api/v1/webhooks"] = Api(),
        ["api/v1/webhooks/{endpointId:guid:length(36)}"] = Api(),
        ["api/v1/webhooks/{endpointId:guid:length(36)}/secret"] = Api(),
        ["api/v1/webhooks/{endpointId:guid:length(36)}/test"] = Api(),
        ["api/v1/webhooks/{endpointId:guid:length(36)}/deliveries"] = Api(),
        ["api/v1/webhooks/{endpointId:guid:length(36)}/deliveries/{deliveryId:guid:length(36)}/resend"] = Api(),
        ["api/v1/consent-text"] = Api(),
        ["api/v1/people"] = Api(),
        ["api/v1/people/{id:guid:length(36)}"] = Api(),
        ["api/v1/people/{id:guid:length(36)}/consents"] = Api(),
        ["api/v1/people/{id:guid:length(36)}/faces"] = Api(),
        ["api/v1/people/{id:guid:length(36)}/faces/{faceId:guid:length(36)}"] = Api(),
        ["api/v1/faces/detect"] = Api(),
        ["api/v1/faces/identify"] = Api(),
        ["api/v1/faces/verify"] = Api(),
        ["api/v1/models"] = Api(),
        ["api/v1/models/in-force"] = Api(),
        ["api/v1/models/in-force/rollback"] = Api(),
        ["api/v1/models/trial"] = Api(),
        ["api/v1/models/trial/promotion"] = Api(),
        ["api/v1/challenges"] = Api(),
        ["api/v1/punches"] = Api(),
        ["api/v1/punches/{punchId:guid:length(36)}"] = Api(),
        ["api/v1/days"] = Api(),
        ["api/v1/usage"] = Api(),
        ["api/v1/sandbox/faces"] = Api(),
        ["api/v1/sandbox/faces/{name}"] = Api(),
        ["api/v1/sandbox/bursts/{name}"] = Api(),
        ["api/v1/corrections"] = Api(),
        ["api/v1/corrections/{correctionId:guid:length(36)}/decision"] = Api(),

        // Stripe posts here; its signature is the authentication. It accepts only posts; an anonymous GET is redirected
        // to the sign-in, like any unknown address.
        ["hooks/stripe"] = SignedIn() with
        {
            Bare = HttpStatusCode.MethodNotAllowed,
            IsPage = false,
        },

        ["organizations"] = SignedIn(),
        ["organizations/new"] = SignedIn(form: true),
        ["settings"] = SignedIn(form: true),
        ["settings/email"] = SignedIn(form: true),
        ["settings/password"] = SignedIn(form: true),

        // An employee is redirected to the check-in.
        ["{organization}/live"] = Inside(Role.Employee),
        ["{organization}/live/events"] = Inside(Role.Manager, page: false),
        // It draws a face for any id, without knowing any person.
        ["{organization}/drawn-camera/{personId:guid}"] = Inside(Role.Employee, page: false) with
        {
            LooksUpIds = false,
        },
        ["{organization}/check-in"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/check-in/pin"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/me"] = Inside(Role.Employee),
        ["{organization}/me/consent"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/me/enrol"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/me/letters"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/me/pin"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/punches/add"] = Inside(Role.Manager, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/me/time-off"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/time-off"] = Inside(Role.Manager) with { TakesPosts = true, Gate = ReadOnlyAccess.Open },
        ["{organization}/time-off/add"] = Inside(Role.Manager, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/me/shifts.ics"] = Inside(Role.Employee, page: false, bare: HttpStatusCode.NotFound),
        ["{organization}/roll-call"] = Inside(Role.Manager),
        ["{organization}/week"] = Inside(Role.Manager),
        ["{organization}/charts"] = Inside(Role.Manager),
        ["{organization}/reports"] = Inside(Role.Manager),
        // The name of a report is not the id of a row.
        ["{organization}/reports/{report}"] = Inside(Role.Manager) with
        {
            LooksUpIds = false,
        },
        ["{organization}/reports/{report}/export"] = Inside(Role.Manager, page: false) with { LooksUpIds = false },
        ["{organization}/me/corrections"] = Inside(Role.Employee, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/attendance/{personId:guid}"] = Inside(Role.Manager),
        ["{organization}/exceptions"] = Inside(Role.Manager, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/corrections"] = Inside(Role.Manager),
        ["{organization}/corrections/{requestId:guid}"] = Inside(Role.Manager, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/corrections/{requestId:guid}/paper"] = Inside(Role.Manager, page: false),
        ["{organization}/shifts"] = Inside(Role.Admin, form: true),
        ["{organization}/shifts/add"] = Inside(Role.Admin, form: true),
        ["{organization}/shifts/rotate"] = Inside(Role.Admin, form: true),
        ["{organization}/shifts/assign"] = Inside(Role.Admin, form: true),
        ["{organization}/shifts/assignments"] = Inside(Role.Admin, form: true),
        ["{organization}/policy"] = Inside(Role.Admin, form: true),
        ["{organization}/periods"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/people"] = Inside(Role.Admin),
        ["{organization}/people/add"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/people/export"] = Inside(Role.Admin, page: false),
        ["{organization}/people/import"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/people/join"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/people/{id:guid}"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/people/{id:guid}/consent"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/people/{id:guid}/edit"] = Inside(Role.Admin, form: true),
        ["{organization}/people/{id:guid}/enrol"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/people/{id:guid}/erase"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/people/{id:guid}/sign-in"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Desk,
        },
        ["{organization}/members"] = Inside(Role.Admin),
        ["{organization}/members/invite"] = Inside(Role.Admin, form: true) with { Gate = ReadOnlyAccess.Desk },
        ["{organization}/members/invite-again/{invitationId:guid}"] = Inside(Role.Admin, form: true),
        ["{organization}/members/remove/{userId:guid}"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/members/revoke/{invitationId:guid}"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/members/role/{userId:guid}"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/departments"] = Inside(Role.Admin),
        ["{organization}/departments/add"] = Inside(Role.Admin, form: true),
        ["{organization}/departments/{departmentId:guid}"] = Inside(Role.Admin, form: true),
        ["{organization}/sites"] = Inside(Role.Admin),
        ["{organization}/sites/add"] = Inside(Role.Admin, form: true),
        ["{organization}/sites/holidays"] = Inside(Role.Admin, form: true),
        ["{organization}/sites/import-holidays"] = Inside(Role.Admin, form: true),
        ["{organization}/sites/{siteId:guid}"] = Inside(Role.Admin, form: true),
        ["{organization}/read-only"] = Inside(Role.Employee),
        // Without Stripe keys they redirect to the subscription.
        ["{organization}/billing"] = Inside(Role.Owner),
        ["{organization}/billing/cancel"] = Inside(Role.Owner, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/billing/change"] = Inside(Role.Owner, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/billing/choose"] = Inside(Role.Owner, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/billing/events"] = Inside(Role.Owner, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/billing/invoice/{invoiceId:guid}"] = Inside(Role.Owner, page: false),
        ["{organization}/billing/portal"] = Inside(Role.Owner, form: true, page: false) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/billing/report"] = Inside(Role.Owner),
        ["{organization}/billing/report-sheet"] = Inside(Role.Owner, page: false),
        ["{organization}/billing/resume"] = Inside(Role.Owner, form: true, page: false) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/billing/return"] = Inside(Role.Owner, page: false),
        ["{organization}/billing/seats"] = Inside(Role.Owner),
        ["{organization}/billing/transactions"] = Inside(Role.Owner),
        ["{organization}/consent-text"] = Inside(Role.Admin, form: true),
        ["{organization}/settings"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/keys"] = Inside(Role.Admin),
        ["{organization}/settings/keys/add"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/keys/revoke/{keyId:guid}"] = Inside(Role.Admin, form: true) with
        {
            Gate = ReadOnlyAccess.Open,
        },
        ["{organization}/settings/model"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/delete"] = Inside(Role.Owner, form: true) with { Gate = ReadOnlyAccess.Open },
        ["{organization}/settings/sandbox"] = Inside(Role.Owner, form: true),
        ["{organization}/settings/liveness"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/webhooks"] = Inside(Role.Admin),
        ["{organization}/settings/webhooks/add"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/webhooks/endpoint/{endpointId:guid}"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/calibration"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/recognition"] = Inside(Role.Admin, form: true),
        ["{organization}/settings/trial"] = Inside(Role.Admin, form: true),
    };

    private static EndpointRow Public(bool form = false, HttpStatusCode? bare = null) =>
        new(null, NeedsSignIn: false, form, IsPage: true, bare);

    private static EndpointRow Api() =>
        new(null, NeedsSignIn: true, TakesPosts: false, IsPage: false, Bare: null) { IsApi = true };

    private static EndpointRow SignedIn(bool form = false) =>
        new(null, NeedsSignIn: true, form, IsPage: true, Bare: null);

    private static EndpointRow Inside(Role role, bool form = false, bool page = true, HttpStatusCode? bare = null) =>
        new(role, NeedsSignIn: true, form, page, bare);
}

using System.Diagnostics;
using FaceRek.Core.Webhooks;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Settings.Webhooks;

internal static class WebhookText
{
    public static string Of(string type) =>
        type switch
        {
            WebhookEvent.PersonAdded => "A person was added",
            WebhookEvent.PersonChanged => "A person's details changed",
            WebhookEvent.PersonDeactivated => "A person was deactivated",
            WebhookEvent.PersonReactivated => "A person was reactivated",
            WebhookEvent.PersonErased => "A person was erased",
            WebhookEvent.FaceEnrolled => "A face was enrolled",
            WebhookEvent.FaceRemoved => "A face was removed",
            WebhookEvent.FaceConsentGiven => "Consent was given",
            WebhookEvent.FaceConsentWithdrawn => "Consent was withdrawn and the faces were destroyed",
            WebhookEvent.PunchRecorded => "Someone checked in or out",
            WebhookEvent.PunchVoided => "A punch was voided",
            WebhookEvent.PunchMoved => "A punch was moved to another time",
            WebhookEvent.DayClosed => "A day was closed",
            WebhookEvent.CorrectionRequested => "A correction was asked for",
            WebhookEvent.CorrectionDecided => "A correction was decided",
            WebhookEvent.SubscriptionChanged => "The subscription changed",
            _ => type,
        };

    public static LocalizedString Of(WebhookAddressError error, IStringLocalizer<Words> words) =>
        error switch
        {
            WebhookAddressError.Missing => words["Enter the address of your system."],
            WebhookAddressError.TooLong => words[
                "Use an address of at most {0} characters.",
                WebhookEndpoint.MaxUrlLength
            ],
            WebhookAddressError.NoAddress => words[
                "Enter a full address, such as https://hr.example.com/hooks, without a user name."
            ],
            WebhookAddressError.NotHttps => words["Use an address that starts with https://."],
            WebhookAddressError.NotAllowed => words[
                "This address is not allowed, because it is local or private, or has an unusual port. Use a public address."
            ],
            WebhookAddressError.UnknownHost => words["We cannot find this host. Check the spelling."],
            _ => throw new UnreachableException(),
        };

    /// <returns>False where the outcome is an error of the form, which is then shown at its field.</returns>
    public static bool Says(ModelStateDictionary state, WebhookOutcome outcome, IStringLocalizer<Words> words)
    {
        (string Field, LocalizedString Why)? error = outcome switch
        {
            WebhookOutcome.AddressRefused refused => ("Input.Url", Of(refused.Error, words)),
            WebhookOutcome.NoEvents => ("Input.Events", words["Choose at least one event."]),
            WebhookOutcome.UnknownEvent unknown => (
                "Input.Events",
                words["There is no event named {0}.", unknown.Name]
            ),
            WebhookOutcome.Full => (
                "Input.Url",
                words["There are already {0} endpoints. Remove one first.", WebhookEndpoint.MaxPerOrganization]
            ),
            WebhookOutcome.Done or WebhookOutcome.Drawn or WebhookOutcome.NotFound => null,
            _ => throw new UnreachableException(),
        };
        if (error is not { } told)
        {
            return true;
        }
        state.AddModelError(told.Field, told.Why.Value);
        return false;
    }
}

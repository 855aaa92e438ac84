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
            WebhookEvent.PersonReactivated => "A person came back",
            WebhookEvent.PersonErased => "A person was erased",
            WebhookEvent.FaceEnrolled => "A face was enrolled",
            WebhookEvent.FaceRemoved => "A face was removed",
            WebhookEvent.FaceConsentGiven => "Consent was given",
            WebhookEvent.FaceConsentWithdrawn => "Consent was withdrawn, and the faces destroyed",
            WebhookEvent.PunchRecorded => "Somebody came or went",
            WebhookEvent.PunchVoided => "A punch was voided",
            WebhookEvent.PunchMoved => "A punch was moved to another time",
            WebhookEvent.DayClosed => "A day was closed",
            WebhookEvent.CorrectionRequested => "A correction was asked for",
            WebhookEvent.CorrectionDecided => "A correction was decided",
            WebhookEvent.SubscriptionChanged => "The subscription changed",
            _ => type,
        };

    public static LocalizedString Of(WebhookAddressFault fault, IStringLocalizer<Words> words) =>
        fault switch
        {
            WebhookAddressFault.Missing => words["Write the address of your system."],
            WebhookAddressFault.TooLong => words[
                "Use an address of at most {0} characters.",
                WebhookEndpoint.MaxUrlLength
            ],
            WebhookAddressFault.NoAddress => words[
                "Write one whole address, such as https://hr.example.com/hooks, without a user name in it."
            ],
            WebhookAddressFault.NotHttps => words["Use an address that starts with https://."],
            WebhookAddressFault.NotAllowed => words[
                "This address is not allowed: it is a local or private one, or its port is no web server's."
            ],
            WebhookAddressFault.UnknownHost => words["We cannot find this host. Check the spelling."],
            _ => throw new UnreachableException(),
        };

    /// <returns>False where the outcome is a fault of the form, which is then shown at its field.</returns>
    public static bool Says(ModelStateDictionary state, WebhookOutcome outcome, IStringLocalizer<Words> words)
    {
        (string Field, LocalizedString Why)? fault = outcome switch
        {
            WebhookOutcome.AddressRefused refused => ("Input.Url", Of(refused.Fault, words)),
            WebhookOutcome.NoEvents => ("Input.Events", words["Choose at least one thing to be told of."]),
            WebhookOutcome.UnknownEvent unknown => (
                "Input.Events",
                words["There is no event named {0}.", unknown.Name]
            ),
            WebhookOutcome.Full => (
                "Input.Url",
                words["There are {0} endpoints already; remove one first.", WebhookEndpoint.MaxPerOrganization]
            ),
            WebhookOutcome.Done or WebhookOutcome.Drawn or WebhookOutcome.NotFound => null,
            _ => throw new UnreachableException(),
        };
        if (fault is not { } told)
        {
            return true;
        }
        state.AddModelError(told.Field, told.Why.Value);
        return false;
    }
}

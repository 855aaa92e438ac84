using System.Diagnostics;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components.Billing;

/// <summary>The billing banners on other pages: owners see what needs their action, admins why something does not work.</summary>
public sealed class BillingNotes(
    IStringLocalizer<Words> words,
    PlanText plans,
    CurrentOrganization current,
    TimeProvider clock
)
{
    /// <summary>How long before the end of a trial owners are told.</summary>
    public static readonly TimeSpan BeforeTrialEnds = TimeSpan.FromDays(4);

    /// <summary>How long before a cancelled subscription ends owners are told.</summary>
    public static readonly TimeSpan BeforePlanEnds = TimeSpan.FromDays(7);

    /// <returns>Null where there is nothing to tell this reader.</returns>
    public BillingNote? For(BillingAccess access)
    {
        if (access.IsReadOnly)
        {
            return ReadOnly(access);
        }
        if (!current.MayActAs(Role.Owner) || access.Until is not { } until)
        {
            return null;
        }
        var (day, left) = (SubscriptionText.Day(current.Organization, until), until - clock.GetUtcNow());
        return access.Reason switch
        {
            AccessReason.PastDue => new(
                "notice--warn",
                words["A payment failed."],
                words["Everything works until {0}. Pay the invoice, or update your payment method.", day],
                words["Go to billing"]
            ),
            AccessReason.Trial when left <= BeforeTrialEnds => new(
                "",
                words["Your trial ends on {0}.", day],
                PlanCatalogue.Free.Holds(access.Seats)
                    ? words["Choose a plan, or continue on Free with up to {0} people.", PlanCatalogue.Free.MaxPeople!]
                    : words[
                        "Free is for up to {0} people, and you have {1}. Without a plan, people and settings become read-only; check-ins still work.",
                        PlanCatalogue.Free.MaxPeople!,
                        access.Seats
                    ],
                words["See plans"]
            ),
            AccessReason.SubscribedUntilEnd when left <= BeforePlanEnds => new(
                "notice--warn",
                words["{0} ends on {1}.", access.Plan.Name, day],
                words["You can undo the cancellation until then."],
                words["View subscription"]
            ),
            AccessReason.Trial
            or AccessReason.Free
            or AccessReason.TooManyForFree
            or AccessReason.Subscribed
            or AccessReason.SubscribedUntilEnd
            or AccessReason.GraceOver
            or AccessReason.Unpaid
            or AccessReason.Paused => null,
            _ => throw new UnreachableException(),
        };
    }

    private string Why(BillingAccess access) =>
        access.Reason switch
        {
            AccessReason.TooManyForFree => words[
                "You have no plan, and {0} are more than Free includes.",
                plans.Count(access.Seats)
            ],
            AccessReason.Paused => words["The subscription is paused."],
            AccessReason.Trial
            or AccessReason.Free
            or AccessReason.Subscribed
            or AccessReason.SubscribedUntilEnd
            or AccessReason.PastDue
            or AccessReason.GraceOver
            or AccessReason.Unpaid => words["An invoice is unpaid."],
            _ => throw new UnreachableException(),
        };

    private BillingNote? ReadOnly(BillingAccess access)
    {
        var text = $"{Why(access)} {words["Check-ins, reports and exports go on; people and settings wait."]}";
        return current.MayActAs(Role.Owner)
                ? new("notice--bad", words["FaceRek is read-only."], text, words["Go to billing"])
            : current.MayActAs(Role.Admin)
                ? new(
                    "notice--warn",
                    words["FaceRek is read-only."],
                    $"{text} {words["An owner of your company can change that."]}",
                    null
                )
            : null;
    }
}

/// <summary>The text of a banner on every page.</summary>
/// <param name="Tone">The modifier of the notice.</param>
/// <param name="Button">Null where the reader can do nothing.</param>
public sealed record BillingNote(string Tone, string Title, string Text, string? Button);

using System.Diagnostics;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components.Billing;

/// <summary>Describes the state of a subscription, what it means, and what to do.</summary>
public sealed class SubscriptionText(IStringLocalizer<Words> words, PlanText plans)
{
    public static SubscriptionState StateOf(SubscriptionOverview standing) =>
        standing switch
        {
            { Access.IsPaymentUnfinished: true } => SubscriptionState.Incomplete,
            { Subscription.KnownStatus: SubscriptionStatus.Canceled } => SubscriptionState.Ended,
            _ => standing.Access.Reason switch
            {
                AccessReason.Trial => SubscriptionState.Trial,
                AccessReason.Free => SubscriptionState.Free,
                AccessReason.TooManyForFree => SubscriptionState.OverLimit,
                AccessReason.Subscribed => SubscriptionState.Active,
                AccessReason.SubscribedUntilEnd => SubscriptionState.Ending,
                AccessReason.PastDue => SubscriptionState.PastDue,
                AccessReason.GraceOver => SubscriptionState.GraceOver,
                AccessReason.Unpaid => SubscriptionState.Unpaid,
                AccessReason.Paused => SubscriptionState.Paused,
                _ => throw new UnreachableException(),
            },
        };

    /// <param name="folder">The path of the billing pages.</param>
    public SubscriptionCardText Of(SubscriptionOverview standing, Organization organization, string folder)
    {
        var (access, subscription, to) = (standing.Access, standing.Subscription, new Doors(standing, folder, words));
        var (name, state) = (access.Plan.Name, StateOf(standing));
        string until = access.Until is { } end ? Day(organization, end) : "";
        return state switch
        {
            SubscriptionState.Trial => new(
                state,
                "badge--invited",
                words["Trial"],
                words["Your trial runs until {0}", until],
                PlanCatalogue.Free.Holds(access.Seats)
                    ? words[
                        "Everything is included, for up to {0} people. Choose a plan before it ends, or continue on Free with up to {1}.",
                        access.Plan.MaxPeople!,
                        PlanCatalogue.Free.MaxPeople!
                    ]
                    : words[
                        "Everything is included, for up to {0} people. Choose a plan before it ends: Free is for up to {1} people, and you have {2}.",
                        access.Plan.MaxPeople!,
                        PlanCatalogue.Free.MaxPeople!,
                        access.Seats
                    ],
                Doors.Only(to.Choose("button--primary"))
            ),
            SubscriptionState.Free => new(
                state,
                "badge--active",
                words["Free"],
                words["You are on Free"],
                words[
                    "For up to {0} people, with no time limit. A plan adds more people, shifts, timesheets and the API.",
                    access.Plan.MaxPeople!
                ],
                Doors.Only(to.Choose("button--primary"))
            ),
            SubscriptionState.OverLimit => new(
                state,
                "badge--failed",
                words["Read-only"],
                words["{0} are more than Free includes", plans.Count(access.Seats)],
                words[
                    "Check-ins are recorded and nothing is deleted. To add people or change settings, choose a plan or deactivate {0}.",
                    plans.Count(access.Seats - PlanCatalogue.Free.MaxPeople!.Value)
                ],
                Doors.Only(to.Choose("button--primary"), to.People)
            ),
            SubscriptionState.Active => new(
                state,
                "badge--active",
                words["Active"],
                words["You are on {0}", name],
                access.IsCollectionPaused
                    ? words["Everything works. We have paused payments for now."]
                    : words["Everything works. The number of people you pay for follows your active people."],
                Doors.Only(to.Change, to.Portal(""), to.Cancel)
            ),
            SubscriptionState.Ending => new(
                state,
                "badge--late",
                words["Ends"],
                words["{0} ends on {1}", name, until],
                PlanCatalogue.Free.Holds(access.Seats)
                    ? words["Everything works until then. After that you are on Free."]
                    : words[
                        "Everything works until then. After that Free is for up to {0} people, and you have {1}: check-ins still work, but people and settings become read-only.",
                        PlanCatalogue.Free.MaxPeople!,
                        access.Seats
                    ],
                Doors.Only(to.Resume(name), to.Portal(""))
            ),
            SubscriptionState.PastDue => new(
                state,
                "badge--late",
                words["Payment failed"],
                words["A payment failed; everything works until {0}", until],
                words["We try again automatically. To fix it now, pay the invoice or update your payment method."],
                Doors.Only(to.Pay, to.Portal(""))
            ),
            SubscriptionState.GraceOver or SubscriptionState.Unpaid => new(
                state,
                "badge--failed",
                words["Read-only"],
                words["Read-only until the open invoice is paid"],
                words[
                    "Check-ins, reports and exports work. You can add people and change settings again when the invoice is paid."
                ],
                Doors.Only(to.Pay, to.Portal(""))
            ),
            SubscriptionState.Paused => new(
                state,
                "badge--failed",
                words["Paused"],
                words["{0} is paused", name],
                words["Check-ins, reports and exports work. Add a payment method to resume."],
                Doors.Only(to.Portal("button--primary"))
            ),
            SubscriptionState.Incomplete => new(
                state,
                "badge--late",
                words["Not finished"],
                words["The first payment is not finished"],
                words["You have not been charged yet. Finish the payment within a day, or choose again."],
                Doors.Only(to.Unfinished, to.Choose(""))
            ),
            SubscriptionState.Ended => new(
                state,
                "badge--inactive",
                words["Ended"],
                subscription?.EndedAt is { } ended
                    ? words["Your subscription ended on {0}", Day(organization, ended)]
                    : words["Your subscription ended"],
                After(access),
                access.OwesInvoices
                    ? Doors.Only(to.Pay, to.Portal(""))
                    : Doors.Only(to.Choose("button--primary"), access.IsReadOnly ? to.People : null)
            ),
            _ => throw new UnreachableException(),
        };
    }

    public static string Day(Organization organization, DateTimeOffset at) =>
        organization.InZone(at).ToString("d MMMM yyyy", System.Globalization.CultureInfo.CurrentCulture);

    private string After(BillingAccess access) =>
        access.OwesInvoices
            ? words["An invoice is still open. Pay it first, then choose a plan. Check-ins are recorded either way."]
        : access.IsReadOnly
            ? words[
                "{0} are more than Free includes, so people and settings are read-only. Check-ins are recorded and nothing is deleted.",
                plans.Count(access.Seats)
            ]
        : words["You are on Free, for up to {0} people.", access.Plan.MaxPeople!];

    /// <summary>The available actions. Without keys nothing can be bought or paid.</summary>
    private sealed class Doors(SubscriptionOverview standing, string folder, IStringLocalizer<Words> words)
    {
        public CardAction? Change => Sold(new(words["Change plan"], $"{folder}/change", null, ""));
        public CardAction? Cancel => Sold(new(words["Cancel subscription"], $"{folder}/cancel", null, "button--quiet"));
        public CardAction People =>
            new(words["See your people"], $"{folder[..^"/billing".Length]}/people?status=active", null, "");
        public CardAction? Pay =>
            standing.Overdue is [var invoice, ..]
                ? Sold(new(words["Pay the open invoice"], $"{folder}/invoice/{invoice.Id}", null, "button--primary"))
                : Portal("button--primary");
        public CardAction? Unfinished =>
            Sold(new(words["See the open invoice"], $"{folder}/transactions", null, "button--primary"));

        public CardAction? Choose(string tone) => Sold(new(words["Choose a plan"], $"{folder}/choose", null, tone));

        public CardAction? Resume(string plan) => Sold(new(words["Keep {0}", plan], null, "resume", "button--primary"));

        public CardAction? Portal(string tone) =>
            standing.HasCustomer ? Sold(new(words["Payment method"], null, "portal", tone)) : null;

        public static IReadOnlyList<CardAction> Only(params CardAction?[] actions) => [.. actions.OfType<CardAction>()];

        private CardAction? Sold(CardAction action) => standing.IsConfigured ? action : null;
    }
}

/// <summary>How an owner sees a subscription. Finer than the access it gives: an ended one and none give the same.</summary>
public enum SubscriptionState
{
    Trial,
    Free,

    /// <summary>No subscription, and more people than Free allows.</summary>
    OverLimit,
    Active,

    /// <summary>Cancelled, and paid for until it ends.</summary>
    Ending,

    /// <summary>A payment failed, and the grace period is running.</summary>
    PastDue,
    GraceOver,
    Unpaid,
    Paused,

    /// <summary>The first payment was started and not finished.</summary>
    Incomplete,
    Ended,
}

/// <summary>The text of a subscription card.</summary>
/// <param name="Tone">The modifier of the badge.</param>
/// <param name="Sentence">What it means and what to do.</param>
public sealed record SubscriptionCardText(
    SubscriptionState State,
    string Tone,
    string Badge,
    string Title,
    string Sentence,
    IReadOnlyList<CardAction> Actions
);

/// <summary>A button of a card.</summary>
/// <param name="Path">The link; null for a button of a form.</param>
/// <param name="Form">Id of the form on the page that the button submits.</param>
/// <param name="Tone">A modifier of the button; empty for none.</param>
public sealed record CardAction(string Text, string? Path, string? Form, string Tone);

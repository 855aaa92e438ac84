using System.Diagnostics;
using FaceRek.Core.Billing.Subscriptions;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Components;

/// <summary>Why something is refused and what to do about it, in words that also help an admin who is not an owner.</summary>
public static class EntitlementDenialText
{
    public static LocalizedString Say(this IStringLocalizer words, EntitlementDenial obstacle) =>
        obstacle switch
        {
            EntitlementDenial.ReadOnly { Access: var access } => words.SayReadOnly(access),
            EntitlementDenial.SeatsFull { Access: { Plan: var plan, Seats: var seats }, Wanted: 1 } => words[
                "The plan {0} is for up to {1} active people, and there are {2}. An owner can choose a larger plan under Billing, or somebody who has left can be deactivated.",
                plan.Name,
                plan.MaxPeople ?? 0,
                seats
            ],
            EntitlementDenial.SeatsFull { Access: { Plan: var plan, Seats: var seats }, Wanted: var wanted } => words[
                "The plan {0} is for up to {1} active people. There are {2}, and {3} more do not fit. An owner can choose a larger plan under Billing.",
                plan.Name,
                plan.MaxPeople ?? 0,
                seats,
                wanted
            ],
            EntitlementDenial.SitesFull { Access.Plan: var plan } => words[
                "The plan {0} is for up to {1} sites. An owner can choose a larger plan under Billing, or a site that is not used any more can be closed.",
                plan.Name,
                plan.MaxSites ?? 0
            ],
            EntitlementDenial.NotIncluded { Access.Plan: var plan, Smallest: { } smallest } => words[
                "The plan {0} does not include this. It comes with {1}, which an owner can choose under Billing.",
                plan.Name,
                smallest.Name
            ],
            EntitlementDenial.NotIncluded { Access.Plan: var plan } => words[
                "The plan {0} does not include this.",
                plan.Name
            ],
            _ => throw new InvalidOperationException($"{obstacle.GetType().Name} has no words."),
        };

    private static LocalizedString SayReadOnly(this IStringLocalizer words, BillingAccess access) =>
        access.Reason switch
        {
            AccessReason.TooManyForFree => words[
                "There is no subscription, and without one up to {0} people can be kept; {1} are active. Nothing was changed. An owner can choose a plan under Billing, or {2} people can be deactivated. Check-in goes on meanwhile.",
                access.Plan.MaxPeople ?? 0,
                access.Seats,
                access.Seats - (access.Plan.MaxPeople ?? 0)
            ],
            AccessReason.Paused => words[
                "The subscription is paused, so people and settings can only be read. Nothing was changed. An owner can go on with it under Billing. Check-in goes on meanwhile."
            ],
            AccessReason.Trial
            or AccessReason.Free
            or AccessReason.Subscribed
            or AccessReason.SubscribedUntilEnd
            or AccessReason.PastDue
            or AccessReason.GraceOver
            or AccessReason.Unpaid => words[
                "A payment is overdue, so people and settings can only be read. Nothing was changed. An owner can pay under Billing. Check-in goes on meanwhile."
            ],
            _ => throw new UnreachableException(),
        };
}

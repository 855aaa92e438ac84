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
                "The plan {0} is for up to {1} active people, and you have {2}. An owner can choose a larger plan under Billing, or you can deactivate people who have left.",
                plan.Name,
                plan.MaxPeople ?? 0,
                seats
            ],
            EntitlementDenial.SeatsFull { Access: { Plan: var plan, Seats: var seats }, Wanted: var wanted } => words[
                "The plan {0} is for up to {1} active people. You have {2}, and {3} more do not fit. An owner can choose a larger plan under Billing.",
                plan.Name,
                plan.MaxPeople ?? 0,
                seats,
                wanted
            ],
            EntitlementDenial.SitesFull { Access.Plan: var plan } => words[
                "The plan {0} is for up to {1} sites. An owner can choose a larger plan under Billing, or you can close a site that you no longer use.",
                plan.Name,
                plan.MaxSites ?? 0
            ],
            EntitlementDenial.NotIncluded { Access.Plan: var plan, Smallest: { } smallest } => words[
                "The plan {0} does not include this. An owner can choose {1} under Billing, which does.",
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
                "Without a subscription you can have up to {0} active people, and you have {1}. Nothing was changed. An owner can choose a plan under Billing, or you can deactivate at least {2} of them. Check-ins still work.",
                access.Plan.MaxPeople ?? 0,
                access.Seats,
                access.Seats - (access.Plan.MaxPeople ?? 0)
            ],
            AccessReason.Paused => words[
                "The subscription is paused, so people and settings are read-only. Nothing was changed. An owner can resume it under Billing. Check-ins still work."
            ],
            AccessReason.Trial
            or AccessReason.Free
            or AccessReason.Subscribed
            or AccessReason.SubscribedUntilEnd
            or AccessReason.PastDue
            or AccessReason.GraceOver
            or AccessReason.Unpaid => words[
                "A payment is overdue, so people and settings are read-only. Nothing was changed. An owner can pay under Billing. Check-ins still work."
            ],
            _ => throw new UnreachableException(),
        };
}

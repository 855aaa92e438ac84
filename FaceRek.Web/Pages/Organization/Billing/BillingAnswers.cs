using System.Diagnostics;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Billing;

/// <summary>Turns a billing outcome into a response.</summary>
internal static class BillingAnswers
{
    /// <param name="done">The next page's message on success.</param>
    public static IActionResult To(
        this PageModel page,
        BillingOutcome outcome,
        string done,
        IStringLocalizer<Words> words
    )
    {
        switch (outcome)
        {
            case BillingOutcome.Done:
                page.TempData["Good"] = done;
                return page.RedirectToPage("/Organization/Billing/Index");
            case BillingOutcome.GoTo away:
                return new RedirectResult(away.Address.AbsoluteUri);
            case BillingOutcome.PaymentNeeded { Address: { } pay }:
                return new RedirectResult(pay.AbsoluteUri);
            case BillingOutcome.NotAllowed:
                return page.Forbid();
            default:
                page.ModelState.AddModelError("", Why(outcome, words));
                return page.Again(StatusOf(outcome));
        }
    }

    /// <summary>Returns to the subscription page with the error, for pages without content of their own.</summary>
    public static IActionResult ToOrBack(
        this PageModel page,
        BillingOutcome outcome,
        string done,
        IStringLocalizer<Words> words
    )
    {
        if (outcome is BillingOutcome.Done or BillingOutcome.GoTo or BillingOutcome.NotAllowed)
        {
            return page.To(outcome, done, words);
        }
        page.TempData["Bad"] = Why(outcome, words);
        return page.RedirectToPage("/Organization/Billing/Index");
    }

    public static string Why(BillingOutcome outcome, IStringLocalizer<Words> words) =>
        outcome switch
        {
            BillingOutcome.NotConfigured => words[
                "Billing is not configured on this server, so plans cannot be bought or changed here."
            ],
            BillingOutcome.NoSuchPlan => words["There is no such plan. Choose one from the list."],
            BillingOutcome.PriceMissing => words[
                "This plan cannot be bought right now: its price is missing at Stripe. Nothing was charged. Please contact us."
            ],
            BillingOutcome.NoSubscription => words[
                "There is no active subscription for this. Choose a plan, or pay the open invoice first."
            ],
            BillingOutcome.AlreadySubscribed => words["You already have a subscription. Change its plan instead."],
            BillingOutcome.Overtaken => words[
                "Someone else in your organization is choosing another plan right now. Nothing was charged. Agree on one and try again."
            ],
            BillingOutcome.SamePlan => words["You already have this plan."],
            BillingOutcome.OwesInvoices => words[
                "An invoice of your last subscription is still open. Pay it first, under Transactions."
            ],
            BillingOutcome.TooOld => words[
                "This amount is no longer up to date. Nothing was changed. Check the new amount and confirm again."
            ],
            BillingOutcome.Declined declined => words[
                "The payment was declined: {0} Nothing was changed.",
                DeclineText.Of(declined.Code, words)
            ],
            BillingOutcome.PaymentNeeded => words[
                "The new plan starts when it is paid. Until then you keep the old one. The invoice is under Transactions."
            ],
            BillingOutcome.Unreachable => words[
                "Stripe does not answer right now. Your subscription is not affected. Try again in a few minutes."
            ],
            BillingOutcome.Refused { RequestId: { } id } => words[
                "Stripe refused this because of an error on our side. Nothing was changed. If you contact us, mention {0}.",
                id
            ],
            BillingOutcome.Done
            or BillingOutcome.GoTo
            or BillingOutcome.Shown
            or BillingOutcome.NotAllowed
            or BillingOutcome.Refused => words[
                "That did not work, because of an error on our side. Nothing was changed. Try again later, or contact us."
            ],
            _ => throw new UnreachableException(),
        };

    private static int StatusOf(BillingOutcome outcome) =>
        outcome switch
        {
            BillingOutcome.Unreachable => StatusCodes.Status503ServiceUnavailable,
            BillingOutcome.NoSuchPlan => StatusCodes.Status400BadRequest,
            BillingOutcome.Declined => StatusCodes.Status402PaymentRequired,
            BillingOutcome.Refused => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status409Conflict,
        };
}

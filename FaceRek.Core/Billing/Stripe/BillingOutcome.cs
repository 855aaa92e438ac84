using FaceRek.Core.Billing.Plans;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>The outcome of an owner's billing request. Only <see cref="Done"/> means that something changed.</summary>
public abstract record BillingOutcome
{
    private BillingOutcome() { }

    public sealed record Done : BillingOutcome;

    /// <summary>
    /// The request continues on a Stripe page. Anyone with the address has access: follow it, and neither store nor log
    /// it.
    /// </summary>
    public sealed record GoTo(Uri Address) : BillingOutcome;

    /// <summary>What the change would cost now; <c>PlanChangeDesk</c> makes it after confirmation.</summary>
    public sealed record Shown(PlanChange Change) : BillingOutcome;

    /// <summary>The change waits for its payment and grants nothing before.</summary>
    /// <param name="Address">Where it is paid; null where Stripe gave none.</param>
    public sealed record PaymentNeeded(Uri? Address) : BillingOutcome;

    /// <summary>No keys are set.</summary>
    public sealed record NotConfigured : BillingOutcome;

    /// <summary>Only owners may change billing.</summary>
    public sealed record NotAllowed : BillingOutcome;

    /// <summary>The plan is not sold, or not for that interval.</summary>
    public sealed record NoSuchPlan : BillingOutcome;

    /// <summary>Stripe has no such price, or one with another amount: the operator has to correct it.</summary>
    public sealed record PriceMissing(string LookupKey) : BillingOutcome;

    public sealed record NoSubscription : BillingOutcome;

    public sealed record AlreadySubscribed : BillingOutcome;

    /// <summary>Another owner chose a different plan at the same moment: only one checkout is open at a time.</summary>
    public sealed record Overtaken : BillingOutcome;

    /// <summary>The organization already has this plan.</summary>
    public sealed record SamePlan : BillingOutcome;

    /// <summary>Invoices of the last subscription are open and must be paid first.</summary>
    public sealed record OwesInvoices : BillingOutcome;

    /// <summary>The amount was shown too long ago, or the subscription has changed since: show it again.</summary>
    public sealed record TooOld : BillingOutcome;

    /// <param name="Code">Stripe's decline code, such as insufficient_funds; null where it gave none.</param>
    public sealed record Declined(string? Code) : BillingOutcome;

    /// <summary>Stripe does not respond; the request may work later.</summary>
    public sealed record Unreachable : BillingOutcome;

    /// <summary>Stripe refused the request because of an error on our side.</summary>
    /// <param name="RequestId">Finds it in Stripe's log.</param>
    public sealed record Refused(string? RequestId) : BillingOutcome;
}

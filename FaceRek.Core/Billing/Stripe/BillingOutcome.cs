using FaceRek.Core.Billing.Plans;

namespace FaceRek.Core.Billing.Stripe;

/// <summary>What became of an owner's wish about money. Whatever is not <see cref="Done"/> changed nothing.</summary>
public abstract record BillingOutcome
{
    private BillingOutcome() { }

    public sealed record Done : BillingOutcome;

    /// <summary>The wish goes on at a page of Stripe's. The address lets its reader in: follow it, and neither keep nor log it.</summary>
    public sealed record GoTo(Uri Address) : BillingOutcome;

    /// <summary>What the change would cost now; <c>PlanChangeDesk</c> makes it so on a yes.</summary>
    public sealed record Shown(PlanChange Change) : BillingOutcome;

    /// <summary>The change waits for its payment and grants nothing before.</summary>
    /// <param name="Address">Where it is paid; null where Stripe told none.</param>
    public sealed record PaymentNeeded(Uri? Address) : BillingOutcome;

    /// <summary>No keys are set.</summary>
    public sealed record NotConfigured : BillingOutcome;

    /// <summary>Only owners decide about money.</summary>
    public sealed record NotAllowed : BillingOutcome;

    /// <summary>The plan is not sold, or not by that interval.</summary>
    public sealed record NoSuchPlan : BillingOutcome;

    /// <summary>Stripe has no such price, or another amount than ours: the operator has to put it right.</summary>
    public sealed record PriceMissing(string LookupKey) : BillingOutcome;

    public sealed record NoSubscription : BillingOutcome;

    public sealed record AlreadySubscribed : BillingOutcome;

    /// <summary>Somebody else of the organization chose another plan in the same moment: one checkout is open at a time.</summary>
    public sealed record Overtaken : BillingOutcome;

    /// <summary>That is what they have.</summary>
    public sealed record SamePlan : BillingOutcome;

    /// <summary>Invoices of the last subscription are open and are paid first.</summary>
    public sealed record OwesInvoices : BillingOutcome;

    /// <summary>The amount was shown too long ago, or the subscription is another one by now: show it again.</summary>
    public sealed record TooOld : BillingOutcome;

    /// <param name="Code">Stripe's decline code, as in insufficient_funds; null where it gave none.</param>
    public sealed record Declined(string? Code) : BillingOutcome;

    /// <summary>Stripe does not answer: nothing is wrong, and later it may work.</summary>
    public sealed record Unreachable : BillingOutcome;

    /// <summary>Stripe said no for a reason that is ours to find.</summary>
    /// <param name="RequestId">By which it is found in Stripe's log.</param>
    public sealed record Refused(string? RequestId) : BillingOutcome;
}

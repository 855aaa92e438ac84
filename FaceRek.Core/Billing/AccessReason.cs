namespace FaceRek.Core.Billing;

/// <summary>Why an organization may do what it may.</summary>
public enum AccessReason
{
    Trial,

    /// <summary>No subscription, and few enough people for the free plan.</summary>
    Free,

    /// <summary>No subscription, and more people than the free plan holds.</summary>
    TooManyForFree,

    Subscribed,

    /// <summary>Paid for until the day on which it ends.</summary>
    SubscribedUntilEnd,

    /// <summary>A payment failed; everything works until the grace is over.</summary>
    PastDue,

    /// <summary>A payment failed, and the grace is over.</summary>
    GraceOver,

    /// <summary>Stripe has given up collecting.</summary>
    Unpaid,

    /// <summary>Stripe's trial ended without a card, or the subscription was paused.</summary>
    Paused,
}

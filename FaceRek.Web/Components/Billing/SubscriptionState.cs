namespace FaceRek.Web.Components.Billing;

/// <summary>What an owner sees a subscription as. Finer than the access it gives: an ended one and none give the same.</summary>
public enum SubscriptionState
{
    Trial,
    Free,

    /// <summary>No subscription, and more people than Free holds.</summary>
    OverLimit,
    Active,

    /// <summary>Cancelled, and paid for until it ends.</summary>
    Ending,

    /// <summary>A payment failed, and the grace runs.</summary>
    PastDue,
    GraceOver,
    Unpaid,
    Paused,

    /// <summary>The first payment was begun and not finished.</summary>
    Incomplete,
    Ended,
}

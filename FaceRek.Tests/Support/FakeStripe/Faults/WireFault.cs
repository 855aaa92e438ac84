namespace FaceRek.Tests.Support.FakeStripe.Faults;

/// <summary>What may go wrong with one request. After-the-write faults leave the work done: the case idempotency keys are for.</summary>
public enum WireFault
{
    /// <summary>429, nothing done, no retry advice.</summary>
    TooMany,

    /// <summary>429 with <c>Stripe-Should-Retry: true</c>: another request has locked the object.</summary>
    LockTimeout,

    /// <summary>500 with nothing done and nothing stored.</summary>
    ErrorBeforeWrite,

    /// <summary>500 with the work done; the key keeps the 500.</summary>
    ErrorAfterWrite,

    AbortBeforeWrite,
    AbortAfterWrite,

    /// <summary>502 in HTML from a proxy, with the work done.</summary>
    BadGateway,

    /// <summary>The response takes longer than any client waits.</summary>
    Slow,
}

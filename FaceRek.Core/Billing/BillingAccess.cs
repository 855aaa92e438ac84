namespace FaceRek.Core.Billing;

/// <summary>
/// What an organization may do at this moment. Never stored: it follows from facts and the clock, so no job has to flip a flag in time.
/// Punches, views, exports and paying work whatever it says.
/// </summary>
/// <param name="Plan">Whose limits and features hold.</param>
/// <param name="IsReadOnly">No new people and no settings.</param>
/// <param name="Until">When this changes by itself: the end of the trial, of the grace or of the subscription.</param>
/// <param name="Seats">Active people now.</param>
public sealed record BillingAccess(Plan Plan, bool IsReadOnly, AccessReason Reason, DateTimeOffset? Until, int Seats)
{
    /// <summary>A first payment was begun and not finished.</summary>
    public bool IsPaymentUnfinished { get; init; }

    /// <summary>Invoices of an ended subscription are open: they are paid before another is bought.</summary>
    public bool OwesInvoices { get; init; }

    /// <summary>Stripe collects nothing at the moment, by the operator's wish.</summary>
    public bool IsCollectionPaused { get; init; }

    /// <summary>How many more people fit; null without a limit.</summary>
    public int? SeatsLeft =>
        IsReadOnly ? 0
        : Plan.MaxPeople is { } most ? Math.Max(0, most - Seats)
        : null;
}

using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Plans;
using FaceRek.Web.Components.Billing;

namespace FaceRek.Web.Pages.Organization.Billing;

internal static class InvoiceRows
{
    /// <param name="refunds">Refunded amounts, by the invoice's id at Stripe.</param>
    /// <param name="folder">The path under which invoices open; null where they cannot be opened.</param>
    /// <param name="canAsk">Whether the contact page has a recipient.</param>
    public static IReadOnlyList<InvoiceRow> Of(
        IEnumerable<Invoice> invoices,
        IReadOnlyDictionary<string, long> refunds,
        FaceRek.Core.Organizations.Organization organization,
        string? folder,
        bool canAsk
    ) =>
        [
            .. invoices.Select(invoice => new InvoiceRow(
                invoice.Number,
                invoice.Status,
                new Money(invoice.Total, invoice.Currency),
                new Money(invoice.Paid, invoice.Currency),
                new Money(refunds.GetValueOrDefault(invoice.StripeId), invoice.Currency),
                organization.InZone(invoice.FinalizedAt ?? invoice.CreatedAt),
                folder is null || invoice.Status == InvoiceStatus.Draft ? null : $"{folder}/{invoice.Id}"
            )
            {
                From = At(invoice.PeriodStartAt, organization),
                To = At(invoice.PeriodEndAt, organization),
                IsOverdue = invoice.IsOverdue,
                NextAttemptAt = At(invoice.NextAttemptAt, organization),
                RefundPath =
                    canAsk && invoice.Number is { } number && invoice.Paid > refunds.GetValueOrDefault(invoice.StripeId)
                        ? $"/contact?refund={Uri.EscapeDataString(number)}"
                        : null,
            }),
        ];

    private static DateTimeOffset? At(DateTimeOffset? at, FaceRek.Core.Organizations.Organization organization) =>
        at is { } known ? organization.InZone(known) : null;
}

using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Billing.History;

/// <summary>
/// Redirects an owner to an invoice at Stripe: to pay it, or as a PDF. Anyone with those addresses has access, so they
/// are requested each time and never stored.
/// </summary>
public sealed class InvoiceDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    ILogger<InvoiceDesk> logger
)
{
    /// <param name="invoiceId">Our id of one of the current organization's invoices.</param>
    public async Task<BillingOutcome?> OpenAsync(Guid invoiceId, bool asPdf, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (await db.Invoices.SingleOrDefaultAsync(row => row.Id == invoiceId, cancellationToken) is not { } invoice)
        {
            return null;
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        var customerId = await db
            .BillingAccounts.Select(account => account.CustomerId)
            .SingleOrDefaultAsync(cancellationToken);
        return await StripeErrors.AskAsync(
            logger,
            async () =>
            {
                var atStripe = await stripe.Api.Invoices.GetAsync(
                    invoice.StripeId,
                    cancellationToken: cancellationToken
                );
                if (atStripe.CustomerId != customerId)
                {
                    return new BillingOutcome.Refused(null);
                }
                return Uri.TryCreate(
                    asPdf ? atStripe.InvoicePdf : atStripe.HostedInvoiceUrl,
                    UriKind.Absolute,
                    out var address
                )
                    ? new BillingOutcome.GoTo(address)
                    : new BillingOutcome.Refused(null);
            },
            cancellationToken
        );
    }
}

using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stripe.BillingPortal;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>Sends an owner to Stripe's portal: cards, addresses, tax numbers, invoices.</summary>
public sealed partial class PortalDesk(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    SiteLinks links,
    TimeProvider clock,
    ILogger<PortalDesk> logger
)
{
    public async Task<BillingOutcome> OpenAsync(Guid byUserId, CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Owner))
        {
            return new BillingOutcome.NotAllowed();
        }
        if (!stripe.IsConfigured)
        {
            return new BillingOutcome.NotConfigured();
        }
        if (
            await db.BillingAccounts.SingleOrDefaultAsync(cancellationToken)
            is not { CustomerId: { } customerId, IsDetached: false }
        )
        {
            return new BillingOutcome.NoSubscription();
        }
        return await StripeErrors.AskAsync(
            logger,
            async () =>
            {
                var options = new SessionCreateOptions
                {
                    Customer = customerId,
                    ReturnUrl = links.To($"/{current.Organization.Slug}/billing/return").AbsoluteUri,
                };
                var session = await stripe.Api.BillingPortal.Sessions.CreateAsync(
                    options,
                    cancellationToken: cancellationToken
                );
                // Changes in the portal arrive as separate events; only this entry says who opened it. The address is not stored.
                db.Add(
                    new AuditEntry
                    {
                        OrganizationId = current.Organization.Id,
                        At = clock.GetUtcNow(),
                        What = "billing-portal.opened",
                        ByUserId = byUserId,
                    }
                );
                await db.SaveChangesAsync(cancellationToken);
                LogOpened(byUserId);
                return new BillingOutcome.GoTo(new Uri(session.Url));
            },
            cancellationToken
        );
    }

    [LoggerMessage(EventId = 1707, Level = LogLevel.Information, Message = "User {UserId} opened the billing portal")]
    private partial void LogOpened(Guid userId);
}

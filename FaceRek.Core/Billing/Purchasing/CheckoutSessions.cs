using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Stripe;
using Stripe.Checkout;

namespace FaceRek.Core.Billing.Purchasing;

/// <summary>
/// The sessions of Stripe's checkout: an organization has one at a time that can be paid, however often and for which
/// plans its owners click.
/// </summary>
public sealed class CheckoutSessions(
    FaceRekDb db,
    CurrentOrganization current,
    StripeConnection stripe,
    StripePriceCache prices,
    SiteLinks links,
    TimeProvider clock
)
{
    private const string SessionOpen = "open";

    /// <summary>Owners who choose different plans at the same time are told so after this many attempts.</summary>
    private const int MaxAttempts = 3;

    /// <returns>Where to send the owner, or why there is nothing to pay.</returns>
    internal async Task<BillingOutcome> OpenAsync(
        string customerId,
        PlanPrice price,
        int seats,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (await prices.FindAsync(price, cancellationToken) is not { } priceId)
        {
            return new BillingOutcome.PriceMissing(price.LookupKey);
        }
        var (checkout, refusal) = await OpenOneAsync(price, seats, byUserId, cancellationToken);
        if (checkout is null)
        {
            return refusal;
        }
        return await SessionAsync(checkout, customerId, priceId, cancellationToken) is { } session
            ? new BillingOutcome.GoTo(new Uri(session.Url))
            : new BillingOutcome.Overtaken();
    }

    /// <summary>
    /// The organization's one open checkout: the existing one if it is for the same plan, else a new one that replaces
    /// it.
    /// </summary>
    private async Task<(OpenCheckout? Checkout, BillingOutcome Refusal)> OpenOneAsync(
        PlanPrice price,
        int seats,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var open = await db.OpenCheckouts.SingleOrDefaultAsync(cancellationToken);
            // A second click leads to the same checkout.
            if (open is not null && open.LookupKey == price.LookupKey && open.Seats == seats)
            {
                return (open, new BillingOutcome.Done());
            }
            if (open?.SessionId is { } sessionId && await IsPaidElseExpiredAsync(sessionId, cancellationToken))
            {
                return (null, new BillingOutcome.AlreadySubscribed());
            }
            if (open is not null && !await RemoveAsync(open, cancellationToken))
            {
                continue;
            }
            var mine = new OpenCheckout
            {
                OrganizationId = current.Organization.Id,
                LookupKey = price.LookupKey,
                Seats = seats,
                ByUserId = byUserId,
                CreatedAt = clock.GetUtcNow(),
            };
            if (await AddAsync(mine, cancellationToken))
            {
                return (mine, new BillingOutcome.Done());
            }
        }
        return (null, new BillingOutcome.Overtaken());
    }

    /// <returns>Whether it was paid meanwhile; otherwise it can no longer be paid.</returns>
    private async Task<bool> IsPaidElseExpiredAsync(string sessionId, CancellationToken cancellationToken)
    {
        var session = await stripe.Api.Checkout.Sessions.GetAsync(sessionId, cancellationToken: cancellationToken);
        if (session.Status == SessionOpen)
        {
            try
            {
                session = await stripe.Api.Checkout.Sessions.ExpireAsync(
                    sessionId,
                    cancellationToken: cancellationToken
                );
            }
            // It was paid or expired since it was read.
            catch (StripeException exception) when (!exception.IsStripesOwn())
            {
                session = await stripe.Api.Checkout.Sessions.GetAsync(sessionId, cancellationToken: cancellationToken);
                if (session.Status == SessionOpen)
                {
                    throw;
                }
            }
        }
        return session.Status == "complete";
    }

    /// <returns>False where it was replaced by another one, or has a session that a user was sent to.</returns>
    private async Task<bool> RemoveAsync(OpenCheckout open, CancellationToken cancellationToken) =>
        await db
            .OpenCheckouts.Where(row => row.Id == open.Id && row.SessionId == open.SessionId)
            .ExecuteDeleteAsync(cancellationToken) == 1;

    /// <returns>False where another request was faster: an organization has only one.</returns>
    private async Task<bool> AddAsync(OpenCheckout checkout, CancellationToken cancellationToken)
    {
        db.Add(checkout);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return false;
        }
        db.Entry(checkout).State = EntityState.Detached;
        return true;
    }

    /// <returns>Null where another plan was chosen meanwhile: then only that checkout can be paid.</returns>
    private async Task<Session?> SessionAsync(
        OpenCheckout checkout,
        string customerId,
        string priceId,
        CancellationToken cancellationToken
    )
    {
        if (
            checkout.SessionId is { } known
            && await stripe.Api.Checkout.Sessions.GetAsync(known, cancellationToken: cancellationToken)
                is { Status: SessionOpen } open
        )
        {
            return open;
        }
        var session = await CreateAsync(checkout, customerId, priceId, cancellationToken);
        if (
            await db
                .OpenCheckouts.Where(row => row.Id == checkout.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(c => c.SessionId, session.Id), cancellationToken) == 1
        )
        {
            return session;
        }
        await IsPaidElseExpiredAsync(session.Id, cancellationToken);
        return null;
    }

    private async Task<Session> CreateAsync(
        OpenCheckout checkout,
        string customerId,
        string priceId,
        CancellationToken cancellationToken
    )
    {
        var key = IdempotencyKey.Of("checkout", checkout.Id, customerId, priceId, stripe.AutomaticTax);
        try
        {
            return await stripe.Api.Checkout.Sessions.CreateAsync(
                Wanted(checkout, customerId, priceId),
                key,
                cancellationToken
            );
        }
        catch (StripeException exception) when (exception.IsStripesOwn())
        {
            // Stripe repeats this answer for the key for a day, so the next attempt is a new checkout. If this one was
            // created, its address is unknown to everyone, and it expires.
            await db.OpenCheckouts.Where(row => row.Id == checkout.Id).ExecuteDeleteAsync(cancellationToken);
            throw;
        }
    }

    private SessionCreateOptions Wanted(OpenCheckout checkout, string customerId, string priceId)
    {
        var options = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = customerId,
            ClientReferenceId = current.Organization.Id.ToString("N"),
            LineItems = [new SessionLineItemOptions { Price = priceId, Quantity = checkout.Seats }],
            AllowPromotionCodes = true,
            AutomaticTax = new SessionAutomaticTaxOptions { Enabled = stripe.AutomaticTax },
            SubscriptionData = new SessionSubscriptionDataOptions
            {
                Metadata = new() { ["organization"] = current.Organization.Id.ToString("N") },
            },
            SuccessUrl = links.To($"/{current.Organization.Slug}/billing/return").AbsoluteUri,
            CancelUrl = links.To($"/{current.Organization.Slug}/billing").AbsoluteUri,
        };
        // Tax needs an address, which the customer enters at the checkout.
        if (stripe.AutomaticTax)
        {
            options.CustomerUpdate = new SessionCustomerUpdateOptions { Address = "auto", Name = "auto" };
        }
        return options;
    }
}

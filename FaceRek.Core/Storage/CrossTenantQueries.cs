using FaceRek.Core.ApiAccess;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>
/// The few queries that ignore the current organization, each with a name that says why. No other code may ignore a
/// filter.
/// </summary>
public static class CrossTenantQueries
{
    /// <summary>The organizations of a user: needed before one is entered.</summary>
    public static IQueryable<Membership> MembershipsOf(this FaceRekDb db, Guid userId) =>
        Unfiltered<Membership>(db).Where(membership => membership.UserId == userId);

    /// <summary>The invitation of a link; its reader is in no organization yet.</summary>
    public static IQueryable<Invitation> InvitationsBySecret(this FaceRekDb db, byte[] secretHash) =>
        Unfiltered<Invitation>(db).Where(invitation => invitation.SecretHash == secretHash);

    /// <summary>The key of an API client; it determines the organization.</summary>
    public static IQueryable<ApiKey> ApiKeysById(this FaceRekDb db, Guid id) =>
        Unfiltered<ApiKey>(db).Where(key => key.Id == id);

    /// <summary>The sign-in behind an access token.</summary>
    public static IQueryable<TokenFamily> TokenFamiliesById(this FaceRekDb db, Guid id) =>
        Unfiltered<TokenFamily>(db).Where(family => family.Id == id);

    /// <summary>The refresh token that a client sends.</summary>
    public static IQueryable<RefreshToken> RefreshTokensByHash(this FaceRekDb db, byte[] hash) =>
        Unfiltered<RefreshToken>(db).Where(token => token.Hash == hash);

    /// <summary>The organization of a Stripe event: by the customer id stored here, whatever the event claims.</summary>
    public static Task<Organization?> OrganizationOfCustomerAsync(
        this FaceRekDb db,
        string customerId,
        CancellationToken cancellationToken
    ) =>
        db.Organizations.SingleOrDefaultAsync(
            organization =>
                Unfiltered<BillingAccount>(db)
                    .Any(account => account.CustomerId == customerId && account.OrganizationId == organization.Id),
            cancellationToken
        );

    /// <summary>For recurring jobs that delete old rows of every organization.</summary>
    public static IQueryable<T> OfEveryOrganization<T>(this FaceRekDb db)
        where T : class, IOrganizationOwned => Unfiltered<T>(db);

    /// <summary>
    /// For the sender, which enters the organization of each email before it reads it, and for housekeeping.
    /// </summary>
    public static IQueryable<OutboxEmail> EveryOutboxEmail(this FaceRekDb db) =>
#pragma warning disable RS0030 // As below.
        db.OutboxEmails.IgnoreQueryFilters([FaceRekDb.OrganizationFilter]);
#pragma warning restore RS0030

    private static IQueryable<T> Unfiltered<T>(FaceRekDb db)
        where T : class, IOrganizationOwned =>
#pragma warning disable RS0030 // The one place where this is allowed.
        db.Set<T>().IgnoreQueryFilters([FaceRekDb.OrganizationFilter]);
#pragma warning restore RS0030
}

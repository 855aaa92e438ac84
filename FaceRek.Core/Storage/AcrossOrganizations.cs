using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

/// <summary>The few reads that look past the current organization, each with a name that says why. Nowhere else may a filter be ignored.</summary>
public static class AcrossOrganizations
{
    /// <summary>Where a user belongs: needed before any organization is entered.</summary>
    public static IQueryable<Membership> MembershipsOf(this FaceRekDb db, Guid userId) =>
        Unfiltered<Membership>(db).Where(membership => membership.UserId == userId);

    /// <summary>The invitation behind a link; its reader is in no organization yet.</summary>
    public static IQueryable<Invitation> InvitationsBySecret(this FaceRekDb db, byte[] secretHash) =>
        Unfiltered<Invitation>(db).Where(invitation => invitation.SecretHash == secretHash);

    /// <summary>For recurring work that removes what is too old, whoever owns it.</summary>
    public static IQueryable<T> OfEveryOrganization<T>(this FaceRekDb db) where T : class, IOrganizationOwned => Unfiltered<T>(db);

    private static IQueryable<T> Unfiltered<T>(FaceRekDb db) where T : class, IOrganizationOwned =>
#pragma warning disable RS0030 // This is the place.
        db.Set<T>().IgnoreQueryFilters([FaceRekDb.OrganizationFilter]);
#pragma warning restore RS0030
}

using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

public static class OrganizationRemoval
{
    /// <summary>
    /// Deletes the current organization with all its rows. Rows that others refer to (shifts, sites, departments) are
    /// deleted after those others; all the rest is deleted with the organization's own row.
    /// </summary>
    public static async Task DeleteOrganizationAsync(
        this FaceRekDb db,
        CurrentOrganization current,
        CancellationToken cancellationToken
    )
    {
        var organization = current.Organization;
        await using var transaction = await db.BeginLockedAsync(organization, cancellationToken);
        await db.ShiftAssignments.ExecuteDeleteAsync(cancellationToken);
        await db.Rotations.ExecuteDeleteAsync(cancellationToken);
        await db.Shifts.ExecuteDeleteAsync(cancellationToken);
        await db.People.ExecuteDeleteAsync(cancellationToken);
        await db.Departments.ExecuteUpdateAsync(
            set => set.SetProperty(department => department.ParentId, (Guid?)null),
            cancellationToken
        );
        await db.Departments.ExecuteDeleteAsync(cancellationToken);
        await db.Sites.ExecuteDeleteAsync(cancellationToken);
        await db.Organizations.Where(row => row.Id == organization.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

public static class OrganizationRemoval
{
    /// <summary>
    /// Deletes the organization of this scope with every row of it. What others point at and may not lose (shifts, sites, departments) goes after
    /// those others; all the rest goes with the organization's own row.
    /// </summary>
    public static async Task DeleteOrganizationAsync(
        this FaceRekDb db,
        CurrentOrganization current,
        CancellationToken cancellation
    )
    {
        var organization = current.Organization;
        await using var transaction = await db.TakeTurnAsync(organization, cancellation);
        await db.ShiftAssignments.ExecuteDeleteAsync(cancellation);
        await db.Rotations.ExecuteDeleteAsync(cancellation);
        await db.Shifts.ExecuteDeleteAsync(cancellation);
        await db.People.ExecuteDeleteAsync(cancellation);
        await db.Departments.ExecuteUpdateAsync(
            set => set.SetProperty(department => department.ParentId, (Guid?)null),
            cancellation
        );
        await db.Departments.ExecuteDeleteAsync(cancellation);
        await db.Sites.ExecuteDeleteAsync(cancellation);
        await db.Organizations.Where(row => row.Id == organization.Id).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}

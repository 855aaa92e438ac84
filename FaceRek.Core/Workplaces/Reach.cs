using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces;

/// <summary>
/// Whose attendance a signed-in user sees and decides about: admins everybody's, a manager that of the departments they lead and all below.
/// Where a company has no departments its managers are over everybody.
/// </summary>
/// <param name="Departments">Null for everybody.</param>
public sealed record Reach(IReadOnlyList<Guid>? Departments)
{
    public static readonly Reach Everybody = new(Departments: null);
    public static readonly Reach Nobody = new([]);

    public bool IsEverybody => Departments is null;

    public static Task<Reach> OfAsync(
        FaceRekDb db,
        CurrentOrganization current,
        Guid userId,
        CancellationToken cancellation
    ) => OfAsync(db, current.Role, userId, cancellation);

    /// <param name="role">What the user is here; null for nobody.</param>
    public static async Task<Reach> OfAsync(FaceRekDb db, Role? role, Guid userId, CancellationToken cancellation)
    {
        if (role >= Role.Admin)
        {
            return Everybody;
        }
        if (role is not Role.Manager)
        {
            return Nobody;
        }
        var tree = await DepartmentTree.ReadAsync(db, cancellation);
        if (tree.IsEmpty)
        {
            return Everybody;
        }
        return new Reach(
            tree.WithAllBelow(
                await db
                    .DepartmentManagers.Where(manager => manager.UserId == userId)
                    .Select(manager => manager.DepartmentId)
                    .ToListAsync(cancellation)
            )
        );
    }

    public bool Covers(Guid? departmentId) => Departments is null || departmentId is { } id && Departments.Contains(id);
}

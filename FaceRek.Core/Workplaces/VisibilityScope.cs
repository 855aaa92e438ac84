using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Workplaces;

/// <summary>
/// Whose attendance a signed-in user sees and decides about: an admin everyone's, a manager that of the departments
/// they lead and all below. In an organization without departments managers see everyone.
/// </summary>
/// <param name="Departments">Null for everyone.</param>
public sealed record VisibilityScope(IReadOnlyList<Guid>? Departments)
{
    public static readonly VisibilityScope Everybody = new(Departments: null);
    public static readonly VisibilityScope Nobody = new([]);

    public bool IsEverybody => Departments is null;

    public static Task<VisibilityScope> OfAsync(
        FaceRekDb db,
        CurrentOrganization current,
        Guid userId,
        CancellationToken cancellationToken
    ) => OfAsync(db, current.Role, userId, cancellationToken);

    /// <param name="role">The user's role here; null without a membership.</param>
    public static async Task<VisibilityScope> OfAsync(
        FaceRekDb db,
        Role? role,
        Guid userId,
        CancellationToken cancellationToken
    )
    {
        if (role >= Role.Admin)
        {
            return Everybody;
        }
        if (role is not Role.Manager)
        {
            return Nobody;
        }
        var tree = await DepartmentTree.ReadAsync(db, cancellationToken);
        if (tree.IsEmpty)
        {
            return Everybody;
        }
        return new VisibilityScope(
            tree.WithAllBelow(
                await db
                    .DepartmentManagers.Where(manager => manager.UserId == userId)
                    .Select(manager => manager.DepartmentId)
                    .ToListAsync(cancellationToken)
            )
        );
    }

    public bool Covers(Guid? departmentId) => Departments is null || departmentId is { } id && Departments.Contains(id);
}

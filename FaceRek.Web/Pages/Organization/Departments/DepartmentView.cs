using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Departments;

/// <summary>The choices in the form of a department.</summary>
/// <param name="Parents">Possible parents: not the ones below itself.</param>
/// <param name="Leaders">Members who may lead.</param>
public sealed record DepartmentView(
    DepartmentForm Form,
    IReadOnlyList<WorkplaceLists.Choice> Parents,
    IReadOnlyList<WorkplaceLists.Choice> Leaders
)
{
    /// <param name="own">The department itself; null for a new one.</param>
    public static async Task<DepartmentView> ReadAsync(
        FaceRekDb db,
        DepartmentForm form,
        Guid? own,
        CancellationToken cancellationToken
    )
    {
        var tree = await DepartmentTree.ReadAsync(db, cancellationToken);
        var below = own is { } id ? tree.WithAllBelow([id]) : [];
        // Roles are stored by name, so they are compared here and not in the database.
        var members = await db
            .Memberships.Select(member => new
            {
                member.UserId,
                member.User!.Name,
                member.Role,
            })
            .ToListAsync(cancellationToken);
        return new DepartmentView(
            form,
            [
                .. tree.InOrder()
                    .Where(one => !below.Contains(one.Department.Id))
                    .Select(one => new WorkplaceLists.Choice(one.Department.Id, tree.PathOf(one.Department.Id))),
            ],
            [
                .. members
                    .Where(member => member.Role >= Role.Manager)
                    .OrderBy(member => member.Name, StringComparer.CurrentCulture)
                    .Select(member => new WorkplaceLists.Choice(member.UserId, member.Name)),
            ]
        );
    }
}

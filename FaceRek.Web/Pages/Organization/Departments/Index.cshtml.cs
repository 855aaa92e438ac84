using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Departments;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Active ones.</summary>
    public int PeopleWithout { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var tree = await DepartmentTree.ReadAsync(db, cancellationToken);
        var people = await db
            .People.Active()
            .Where(person => person.DepartmentId != null)
            .GroupBy(person => person.DepartmentId!.Value)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var managers = (
            await db
                .DepartmentManagers.Join(
                    db.Users,
                    manager => manager.UserId,
                    user => user.Id,
                    (manager, user) => new { manager.DepartmentId, user.Name }
                )
                .ToListAsync(cancellationToken)
        ).ToLookup(manager => manager.DepartmentId, manager => manager.Name);
        Rows =
        [
            .. tree.InOrder()
                .Select(one => new Row(
                    one.Department.Id,
                    one.Department.Name,
                    one.Depth,
                    [.. managers[one.Department.Id].Order()],
                    people.GetValueOrDefault(one.Department.Id)
                )),
        ];
        PeopleWithout = await db.People.Active().CountAsync(person => person.DepartmentId == null, cancellationToken);
    }

    public sealed record Row(Guid Id, string Name, int Depth, IReadOnlyList<string> Managers, int People);
}

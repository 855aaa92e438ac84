using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Sites and departments to choose from.</summary>
public sealed record WorkplaceLists(
    IReadOnlyList<WorkplaceLists.Choice> Sites,
    IReadOnlyList<WorkplaceLists.Choice> Departments
)
{
    public static readonly WorkplaceLists None = new([], []);

    public sealed record Choice(Guid Id, string Name);

    /// <param name="kept">A site to offer although it is closed, because a person is assigned to it.</param>
    public static async Task<WorkplaceLists> ReadAsync(
        FaceRekDb db,
        CancellationToken cancellationToken,
        Guid? kept = null
    )
    {
        var sites = await db
            .Sites.Where(site => site.ClosedAt == null || site.Id == kept)
            .OrderBy(site => site.NameKey)
            .Select(site => new Choice(site.Id, site.Name))
            .Take(Site.MaxCount)
            .ToListAsync(cancellationToken);
        var tree = await DepartmentTree.ReadAsync(db, cancellationToken);
        return new WorkplaceLists(
            sites,
            [.. tree.InOrder().Select(one => new Choice(one.Department.Id, tree.PathOf(one.Department.Id)))]
        );
    }
}

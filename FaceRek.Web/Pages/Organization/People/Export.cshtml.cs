using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Import;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>All people as a CSV file that the import reads back.</summary>
[Requires(Role.Admin)]
public sealed class ExportModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    public async Task<FileContentResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var people = await db
            .People.Known()
            .OrderBy(p => p.SearchKey)
            .ThenBy(p => p.Name)
            .Select(p => new PersonRow(
                p.Name,
                p.ExternalId,
                p.Email,
                p.Status == PersonStatus.Active,
                db.Sites.Where(site => site.Id == p.SiteId && site.ClosedAt == null)
                    .Select(site => site.Name)
                    .FirstOrDefault(),
                db.Departments.Where(department => department.Id == p.DepartmentId)
                    .Select(department => department.Name)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);
        var today = current.Organization.InZone(clock.GetUtcNow());
        return File(
            PeopleSheetWriter.Write(people),
            "text/csv; charset=utf-8",
            FormattableString.Invariant($"people-{current.Organization.Slug}-{today:yyyy-MM-dd}.csv")
        );
    }
}

using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Attendance;

/// <summary>A person's attendance as their manager sees it.</summary>
[Requires(Role.Manager)]
public sealed class PersonModel(FaceRekDb db, DayInputLoader loader, CurrentOrganization current, TimeProvider clock)
    : PageModel
{
    public Guid PersonId { get; private set; }
    public string Name { get; private set; } = "";
    public PersonDays View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(
        Guid personId,
        string? month,
        string? day,
        CancellationToken cancellationToken
    )
    {
        var reach = await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken);
        if (
            await db
                .People.Within(reach)
                .Where(person => person.Id == personId)
                .Select(person => person.Name)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } name
        )
        {
            return NotFound();
        }
        if (
            await PersonDays.ReadAsync(
                db,
                loader,
                current,
                clock.GetUtcNow(),
                personId,
                $"/attendance/{personId}",
                month,
                day,
                isDecidable: true,
                cancellationToken
            )
            is not { } view
        )
        {
            return NotFound();
        }
        (PersonId, Name, View) = (personId, name, view);
        return Page();
    }
}

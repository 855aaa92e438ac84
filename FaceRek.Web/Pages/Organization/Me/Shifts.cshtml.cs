using System.Text;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>The person's own shifts of the next weeks as a calendar file.</summary>
[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class ShiftsModel(FaceRekDb db, DayInputLoader loader, CurrentOrganization current, TimeProvider clock)
    : PageModel
{
    private const int Days = 60;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (
            await db.People.OfUser(User.Id()).Select(person => (Guid?)person.Id).SingleOrDefaultAsync(cancellationToken)
            is not { } personId
        )
        {
            return NotFound();
        }
        var now = clock.GetUtcNow();
        var today = ReportQuery.Today(current, clock);
        var calendar = ShiftCalendar.Write(
            await loader.OfAsync(personId, today, today.AddDays(Days), cancellationToken),
            today,
            today.AddDays(Days),
            now
        );
        return File(
            Encoding.UTF8.GetBytes(calendar),
            "text/calendar; charset=utf-8",
            $"shifts-{current.Organization.Slug}.ics"
        );
    }
}

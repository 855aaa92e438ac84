using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.Attendance;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>The person's own days, a month at a time.</summary>
[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class IndexModel(FaceRekDb db, DayInputLoader loader, CurrentOrganization current, TimeProvider clock)
    : PageModel
{
    public Person? Person { get; private set; }
    public bool HasConsent { get; private set; }
    public int Faces { get; private set; }
    public PersonDays? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? month, string? day, CancellationToken cancellationToken)
    {
        Person = await db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
        if (Person is null)
        {
            return Page();
        }
        HasConsent = await db.FaceConsents.AreGivenAsync(Person.Id, cancellationToken);
        Faces = await db.FaceTemplates.OfPerson(Person.Id).CountAsync(cancellationToken);
        View = await PersonDays.ReadAsync(
            db,
            loader,
            current,
            clock.GetUtcNow(),
            Person.Id,
            "/me",
            month,
            day,
            isDecidable: false,
            cancellationToken
        );
        return View is null ? NotFound() : Page();
    }
}

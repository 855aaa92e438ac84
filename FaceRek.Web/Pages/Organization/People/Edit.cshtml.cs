using System.Diagnostics;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin)]
public sealed class EditModel(FaceRekDb db, PeopleDesk desk, DayRebuild days, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public PersonForm Input { get; set; } = new(null, null, null);

    [FromRoute]
    public Guid Id { get; set; }

    public string Name { get; private set; } = "";
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } person)
        {
            return NotFound();
        }
        (Input, Name) = (
            new PersonForm(person.Name, person.ExternalId, person.Email, person.SiteId, person.DepartmentId),
            person.Name
        );
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } person)
        {
            return NotFound();
        }
        Name = person.Name;
        if (Input.Read(ModelState, words) is not { } details)
        {
            return Page();
        }
        var outcome = await desk.ChangeAsync(Id, details, Input.Workplace, cancellationToken);
        switch (outcome)
        {
            case PersonOutcome.Done:
                await days.MendAsync(cancellationToken);
                TempData["Good"] = words["Saved."].Value;
                return RedirectToPage("Person", new { Id });
            case PersonOutcome.NotFound:
                return NotFound();
            case PersonOutcome.ExternalIdTaken
            or PersonOutcome.NoSuchSite
            or PersonOutcome.NoSuchDepartment
            or PersonOutcome.OtherRevision
            or PersonOutcome.NotEntitled
            or PersonOutcome.OtherName:
                var (field, sentence) = words.Refusal(outcome);
                ModelState.AddModelError(field, sentence);
                return Page();
            default:
                throw new UnreachableException();
        }
    }

    private async Task<Person?> FindAsync(CancellationToken cancellationToken)
    {
        var person = await db.People.Known().SingleOrDefaultAsync(p => p.Id == Id, cancellationToken);
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken, kept: person?.SiteId);
        return person;
    }
}

using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Shifts;

[Requires(Role.Admin)]
public sealed class AssignModel(
    FaceRekDb db,
    AssignmentDesk desk,
    ShiftText says,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new(null, null, null, null);

    public IReadOnlyList<Choice> People { get; private set; } = [];
    public IReadOnlyList<Choice> Departments { get; private set; } = [];
    public IReadOnlyList<Choice> Works { get; private set; } = [];

    public async Task OnGetAsync(Guid? who, CancellationToken cancellationToken)
    {
        Input = new Form(who, null, WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow()), null);
        await ReadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        if (Input.Who is null)
        {
            ModelState.AddModelError("Input.Who", words["Choose a person or department."].Value);
        }
        if (Input.Work is null)
        {
            ModelState.AddModelError("Input.Work", words["Choose a shift."].Value);
        }
        if (Input.From is null)
        {
            ModelState.AddModelError("Input.From", words["Choose the first day."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var outcome = Departments.Any(department => department.Id == Input.Who)
            ? await desk.AssignToDepartmentAsync(
                Input.Who!.Value,
                Input.Work!.Value,
                Input.From!.Value,
                Input.Until,
                User.Id(),
                cancellationToken
            )
            : await desk.AssignToPersonAsync(
                Input.Who!.Value,
                Input.Work!.Value,
                Input.From!.Value,
                Input.Until,
                User.Id(),
                cancellationToken
            );
        if (outcome is AssignmentOutcome.Saved)
        {
            TempData["Good"] = words["Assigned. The days are updated."].Value;
            return RedirectToPage("Assignments");
        }
        ModelState.AddModelError(outcome is AssignmentOutcome.NotFound ? "Input.Who" : "Input.From", says.Of(outcome));
        return this.Again(
            outcome is AssignmentOutcome.Overlaps ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest
        );
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        People = await db
            .People.Active()
            .OrderBy(person => person.SearchKey)
            .Select(person => new Choice(person.Id, person.Name))
            .ToListAsync(cancellationToken);
        Departments = await db
            .Departments.OrderBy(department => department.NameKey)
            .Select(department => new Choice(department.Id, department.Name))
            .ToListAsync(cancellationToken);
        var shifts = await db
            .Shifts.InUse()
            .OrderBy(shift => shift.StartsAt)
            .ThenBy(shift => shift.Name)
            .ToListAsync(cancellationToken);
        var rotations = await db
            .Rotations.Where(rotation => rotation.ArchivedAt == null)
            .OrderBy(rotation => rotation.Name)
            .Select(rotation => new Choice(rotation.Id, rotation.Name))
            .ToListAsync(cancellationToken);
        Works = [.. shifts.Select(shift => new Choice(shift.Id, $"{shift.Name}, {says.Times(shift)}")), .. rotations];
    }

    public sealed record Choice(Guid Id, string Name);

    /// <param name="Who">A person or a department.</param>
    /// <param name="Work">A shift or a rotation.</param>
    public sealed record Form(Guid? Who, Guid? Work, DateOnly? From, DateOnly? Until);
}

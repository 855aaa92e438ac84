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

/// <summary>Who works which shift, now and from a day on.</summary>
[Requires(Role.Admin)]
public sealed class AssignmentsModel(
    FaceRekDb db,
    AssignmentDesk desk,
    ShiftText says,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int MaxShown = 100;

    public string? Search { get; private set; }
    public DateOnly Today => WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool HasMore { get; private set; }

    public Task OnGetAsync(string? search, CancellationToken cancellationToken) => ReadAsync(search, cancellationToken);

    /// <param name="lastDay">A day before the first removes the assignment completely.</param>
    public async Task<IActionResult> OnPostAsync(
        Guid assignment,
        DateOnly? lastDay,
        string? search,
        CancellationToken cancellationToken
    )
    {
        if (!ModelState.IsValid || lastDay is not { } day)
        {
            return BadRequest();
        }
        var outcome = await desk.EndAsync(assignment, day, cancellationToken);
        if (outcome is AssignmentOutcome.Saved)
        {
            TempData["Good"] = words["Saved. The days are updated."].Value;
            return RedirectToPage(new { search });
        }
        if (outcome is AssignmentOutcome.NotFound)
        {
            return NotFound();
        }
        ModelState.AddModelError("", says.Of(outcome));
        await ReadAsync(search, cancellationToken);
        return this.Again(StatusCodes.Status409Conflict);
    }

    private async Task ReadAsync(string? search, CancellationToken cancellationToken)
    {
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        var today = Today;
        var holding = db.ShiftAssignments.Where(one => one.Until == null || one.Until >= today);
        if (Search is not null)
        {
            var people = db.People.Known().Matching(Search).Select(person => person.Id);
            holding = holding.Where(one => one.PersonId != null && people.Contains(one.PersonId.Value));
        }
        var rows = await holding
            .OrderBy(one => one.DepartmentId == null)
            .ThenBy(one =>
                db.People.Where(person => person.Id == one.PersonId).Select(person => person.SearchKey).FirstOrDefault()
            )
            .ThenBy(one => one.From)
            .Take(MaxShown + 1)
            .Select(one => new Row(
                one,
                db.People.Where(person => person.Id == one.PersonId).Select(person => person.Name).FirstOrDefault()
                    ?? db.Departments.Where(department => department.Id == one.DepartmentId)
                        .Select(department => department.Name)
                        .FirstOrDefault()
                    ?? "",
                db.Shifts.Where(shift => shift.Id == one.ShiftId).Select(shift => shift.Name).FirstOrDefault()
                    ?? db.Rotations.Where(rotation => rotation.Id == one.RotationId)
                        .Select(rotation => rotation.Name)
                        .FirstOrDefault()
                    ?? ""
            ))
            .ToListAsync(cancellationToken);
        (Rows, HasMore) = ([.. rows.Take(MaxShown)], rows.Count > MaxShown);
    }

    public sealed record Row(ShiftAssignment Assignment, string Who, string Work);
}

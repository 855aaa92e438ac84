using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.TimeOff;

[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class IndexModel(
    FaceRekDb db,
    LeaveDesk desk,
    CurrentOrganization current,
    LeaveText says,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int MaxShown = 100;

    /// <summary>Earliest first.</summary>
    public IReadOnlyList<(Leave Leave, string Name, bool IsOwn)> Open { get; private set; } = [];

    public IReadOnlyList<(Leave Leave, string Name, bool IsOwn)> Given { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var mine = db.People.Within(await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken));
        var since = current.Organization.DayOf(clock.GetUtcNow()).AddDays(-7);
        Open = await ListAsync(
            db.Leaves.Where(leave => leave.Status == LeaveStatus.Requested),
            mine,
            cancellationToken
        );
        Given = await ListAsync(db.Leaves.Approved().Where(leave => leave.Until >= since), mine, cancellationToken);
    }

    /// <param name="choice">"approve" or "refuse"; refusing cancels approved leave.</param>
    public async Task<IActionResult> OnPostAsync(
        Guid leave,
        string? choice,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (!ModelState.IsValid || choice is not ("approve" or "refuse"))
        {
            return BadRequest();
        }
        var outcome = await desk.DecideAsync(leave, User.Id(), choice == "approve", note, cancellationToken);
        if (outcome is LeaveOutcome.NotFound)
        {
            return NotFound();
        }
        var isDone = outcome is LeaveOutcome.Done;
        TempData[isDone ? "Good" : "Bad"] = isDone
            ? (choice == "approve" ? words["Approved."].Value : words["Refused."].Value)
            : says.Refusal(outcome).Sentence;
        return RedirectToPage();
    }

    private async Task<IReadOnlyList<(Leave, string, bool)>> ListAsync(
        IQueryable<Leave> leaves,
        IQueryable<Person> mine,
        CancellationToken cancellationToken
    )
    {
        var userId = User.Id();
        var rows = await leaves
            .Join(
                mine,
                leave => leave.PersonId,
                person => person.Id,
                (leave, person) =>
                    new
                    {
                        leave,
                        person.Name,
                        person.UserId,
                    }
            )
            .OrderBy(row => row.leave.From)
            .Take(MaxShown)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.leave, row.Name, row.UserId == userId))];
    }
}

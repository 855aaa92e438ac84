using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.TimeOff;

[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class AddModel(
    FaceRekDb db,
    LeaveDesk desk,
    CurrentOrganization current,
    LeaveText says,
    IStringLocalizer<Words> words
) : PageModel
{
    private const int MaxPeople = 5_000;

    [BindProperty]
    public LeaveForm Input { get; set; } = new();

    public IReadOnlyList<WorkplaceLists.Choice> People { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken);
        if (Input.Person is not { } personId)
        {
            ModelState.AddModelError("Input.Person", words["Choose a person."]);
            personId = default;
        }
        if (Input.Read(ModelState, words) is not { } leave)
        {
            return this.Again();
        }
        var outcome = await desk.RecordAsync(personId, User.Id(), leave, cancellationToken);
        if (outcome is not LeaveOutcome.Done)
        {
            var (field, sentence) = says.Refusal(outcome);
            ModelState.AddModelError(field, sentence);
            return this.Again(
                outcome is LeaveOutcome.NotFound ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict
            );
        }
        TempData["Good"] = words["Recorded."].Value;
        return RedirectToPage("Index");
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var (reach, userId) = (await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken), User.Id());
        People = await db
            .People.Within(reach)
            .Active()
            .Where(person => person.UserId != userId)
            .OrderBy(person => person.SearchKey)
            .Select(person => new WorkplaceLists.Choice(person.Id, person.Name))
            .Take(MaxPeople)
            .ToListAsync(cancellationToken);
    }
}

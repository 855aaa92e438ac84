using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Punches;

/// <summary>A manager adds a punch for a person.</summary>
[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class AddModel(
    FaceRekDb db,
    ManualPunchDesk desk,
    CurrentOrganization current,
    BoardText says,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private readonly WallClock wall = new(current.Organization.Zone);

    [BindProperty]
    public Form Input { get; set; } = null!;

    public IReadOnlyList<Choice> People { get; private set; } = [];
    public DateTime Latest => wall.Show(clock.GetUtcNow()).DateTime;
    public DateTime Earliest => wall.Show(clock.GetUtcNow() - ManualPunchDesk.MaxAge).DateTime.AddMinutes(1);

    public async Task OnGetAsync(Guid? person, CancellationToken cancellationToken)
    {
        Input = new Form(person, Latest, Direction.In, "");
        await ListAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken);
        if (!ModelState.IsValid)
        {
            return Page();
        }
        var outcome = await desk.RecordAsync(
            Input.Person!.Value,
            User.Id(),
            wall.At(Input.At!.Value),
            Input.Direction!.Value,
            Input.Reason ?? "",
            cancellationToken
        );
        if (outcome is ManualPunchOutcome.Recorded recorded)
        {
            TempData["Good"] = words[
                "{0}: {1} at {2} was added.",
                People.First(p => p.Id == Input.Person).Name,
                says.Of(recorded.Punch.Direction),
                says.Time(recorded.Punch.At)
            ].Value;
            return LocalRedirect($"{Request.PathBase}/");
        }
        if (outcome is ManualPunchOutcome.Waits waits)
        {
            TempData["Bad"] = words[
                "{0:d MMMM} to {1:d MMMM} is locked. The punch waits under Corrections until the period is reopened.",
                waits.From,
                waits.Until
            ].Value;
            return LocalRedirect($"{Request.PathBase}/");
        }
        var (field, sentence) = Refusal(outcome);
        ModelState.AddModelError($"Input.{field}", sentence);
        return Page();
    }

    private (string Field, string Sentence) Refusal(ManualPunchOutcome outcome) =>
        outcome switch
        {
            ManualPunchOutcome.Repeated repeated => (
                nameof(Form.At),
                words["There is already a punch at {0}.", says.Time(repeated.First.At)]
            ),
            ManualPunchOutcome.InTheFuture => (
                nameof(Form.At),
                words["This time is in the future. Enter a time that has passed."]
            ),
            ManualPunchOutcome.TooLongAgo => (
                nameof(Form.At),
                words["This is more than 31 days ago. Choose a later time."]
            ),
            ManualPunchOutcome.ReasonMissing => (
                nameof(Form.Reason),
                words["Enter a reason, with at most {0} characters.", Punch.MaxReasonLength]
            ),
            ManualPunchOutcome.OwnPunch => (
                nameof(Form.Person),
                words["You cannot add a punch for yourself. Ask another manager."]
            ),
            ManualPunchOutcome.NotFound => (nameof(Form.Person), words["Choose a person from the list."]),
            ManualPunchOutcome.Recorded or ManualPunchOutcome.Waits => throw new InvalidOperationException(
                $"{outcome.GetType().Name} has no words."
            ),
            _ => throw new UnreachableException(),
        };

    private async Task ListAsync(CancellationToken cancellationToken) =>
        People = await db
            .People.Within(await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken))
            .Active()
            .OrderBy(person => person.SearchKey)
            .Select(person => new Choice(person.Id, person.Name, person.ExternalId))
            .ToListAsync(cancellationToken);

    public sealed record Choice(Guid Id, string Name, string? ExternalId);

    /// <param name="At">In the organization's local time.</param>
    public sealed record Form(
        [Required(ErrorMessage = "Choose a person.")] Guid? Person,
        [Required(ErrorMessage = "Enter the date and time.")] DateTime? At,
        [Required(ErrorMessage = "Choose in or out.")] Direction? Direction,
        string? Reason
    );
}

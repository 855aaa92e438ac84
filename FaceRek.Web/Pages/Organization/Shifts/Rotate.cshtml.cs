using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
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
public sealed class RotateModel(
    FaceRekDb db,
    ShiftDesk desk,
    ShiftText says,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int UsualDays = 14;

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<Shift> Shifts { get; private set; } = [];

    public async Task OnGetAsync(int? days, CancellationToken cancellationToken)
    {
        var today = WallClock.Of(current.Organization.Zone).DayOf(clock.GetUtcNow());
        Input.StartsOn = Core.Attendance.Days.WeeklyOvertime.MondayOf(today);
        Input.Cells =
        [
            .. Enumerable.Repeat(Guid.Empty, Math.Clamp(days ?? UsualDays, Rotation.FewestDays, Rotation.MaxDays)),
        ];
        await ReadAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        if (Input.StartsOn is null)
        {
            ModelState.AddModelError("Input.StartsOn", words["Choose a day."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var outcome = await desk.AddRotationAsync(
            Input.Name,
            Input.StartsOn!.Value,
            [.. Input.Cells.Take(Rotation.MaxDays + 1).Select(cell => cell == Guid.Empty ? (Guid?)null : cell)],
            cancellationToken
        );
        if (outcome is not RotationOutcome.Refused refused)
        {
            TempData["Good"] = words[
                "{0} was added. Assign it to people under “Who works when”.",
                Input.Name!.Trim()
            ].Value;
            return RedirectToPage("Index");
        }
        ModelState.AddModelError(
            refused.Error is RotationError.NameMissing or RotationError.NameTooLong ? "Input.Name" : "",
            says.Of(refused.Error)
        );
        return this.Again();
    }

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        Shifts = await db
            .Shifts.InUse()
            .OrderBy(shift => shift.StartsAt)
            .ThenBy(shift => shift.Name)
            .ToListAsync(cancellationToken);

    public sealed class Form
    {
        public string? Name { get; set; }
        public DateOnly? StartsOn { get; set; }

        /// <summary>A shift for each day; the empty id is a day off.</summary>
        public List<Guid> Cells { get; set; } = [];
    }
}

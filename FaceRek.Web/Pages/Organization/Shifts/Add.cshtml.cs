using System.Diagnostics;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Web.Components;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Shifts;

[Requires(Role.Admin)]
public sealed class AddModel(ShiftDesk desk, ShiftText says, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public void OnGet()
    {
        Input.StartsAt = new TimeOnly(9, 0);
        Input.EndsAt = new TimeOnly(17, 30);
        Input.Days = [1, 2, 4, 8, 16];
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Input.StartsAt is not { } starts)
        {
            ModelState.AddModelError("Input.StartsAt", words["Enter when the shift begins."].Value);
        }
        if (Input.EndsAt is not { } ends)
        {
            ModelState.AddModelError("Input.EndsAt", words["Enter when the shift ends."].Value);
        }
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var outcome = await desk.AddAsync(
            new ShiftDetails(
                Input.Name,
                Input.StartsAt!.Value,
                Input.EndsAt!.Value,
                Input.EndsNextDay,
                (WeekDays)Input.Days.Aggregate(0, (all, day) => all | day)
            )
            {
                PausesAt = Input.PausesAt,
                ResumesAt = Input.ResumesAt,
            },
            cancellationToken
        );
        if (outcome is ShiftOutcome.NotEntitled { Obstacle: var obstacle })
        {
            ModelState.AddModelError("", words.Say(obstacle).Value);
            return this.Again();
        }
        if (outcome is not ShiftOutcome.Refused refused)
        {
            TempData["Good"] = words[
                "{0} was added. Assign it to people under “Who works when”.",
                Input.Name!.Trim()
            ].Value;
            return RedirectToPage("Index");
        }
        foreach (var error in refused.Errors)
        {
            ModelState.AddModelError(FieldOf(error), says.Of(error));
        }
        return this.Again();
    }

    private static string FieldOf(ShiftError error) =>
        error switch
        {
            ShiftError.NameMissing or ShiftError.NameTooLong => "Input.Name",
            ShiftError.NoDays => "",
            ShiftError.PartsOutOfOrder => "Input.PausesAt",
            ShiftError.NoLength or ShiftError.TooLong => "Input.EndsAt",
            _ => throw new UnreachableException(),
        };

    public sealed class Form
    {
        public string? Name { get; set; }
        public TimeOnly? StartsAt { get; set; }
        public TimeOnly? EndsAt { get; set; }
        public TimeOnly? PausesAt { get; set; }
        public TimeOnly? ResumesAt { get; set; }
        public bool EndsNextDay { get; set; }

        /// <summary>Numbers of <see cref="WeekDays"/>.</summary>
        public List<int> Days { get; set; } = [];
    }
}

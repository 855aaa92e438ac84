using System.Diagnostics;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Shifts;

/// <summary>Shifts and rotations that can be assigned.</summary>
[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db, ShiftDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public IReadOnlyList<(Shift Shift, int Assignments)> Shifts { get; private set; } = [];
    public IReadOnlyList<Rotation> Rotations { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>Archives a shift or a rotation.</summary>
    public async Task<IActionResult> OnPostAsync(
        Guid? archive,
        Guid? archiveRotation,
        CancellationToken cancellationToken
    )
    {
        var outcome =
            archive is { } shift ? await desk.ArchiveAsync(shift, cancellationToken)
            : archiveRotation is { } rotation ? await desk.ArchiveRotationAsync(rotation, cancellationToken)
            : new ShiftOutcome.NotFound();
        switch (outcome)
        {
            case ShiftOutcome.Saved:
                TempData["Good"] = words["Archived. Past days keep it."].Value;
                return RedirectToPage();
            case ShiftOutcome.InUse:
                ModelState.AddModelError(
                    "",
                    words["It is still assigned. End the assignments and rotations that use it first."].Value
                );
                await ReadAsync(cancellationToken);
                return this.Again(StatusCodes.Status409Conflict);
            case ShiftOutcome.Refused or ShiftOutcome.NotEntitled or ShiftOutcome.NotFound:
                return NotFound();
            default:
                throw new UnreachableException();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Shifts =
        [
            .. (
                await db
                    .Shifts.InUse()
                    .OrderBy(shift => shift.StartsAt)
                    .ThenBy(shift => shift.Name)
                    .Select(shift => new
                    {
                        Shift = shift,
                        Assignments = db.ShiftAssignments.Count(one => one.ShiftId == shift.Id),
                    })
                    .ToListAsync(cancellationToken)
            ).Select(row => (row.Shift, row.Assignments)),
        ];
        Rotations = await db
            .Rotations.Where(rotation => rotation.ArchivedAt == null)
            .Include(rotation => rotation.Days)
            .OrderBy(rotation => rotation.Name)
            .ToListAsync(cancellationToken);
    }
}

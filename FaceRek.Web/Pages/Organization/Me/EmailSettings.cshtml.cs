using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>Which emails about attendance a user wants from this organization.</summary>
[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class EmailSettingsModel(FaceRekDb db, CurrentOrganization current, IStringLocalizer<Words> words)
    : PageModel
{
    public IReadOnlyList<NotificationKind> Kinds =>
        [
            .. Enum.GetValues<NotificationKind>()
                .Where(kind => kind != NotificationKind.WeeklyDigest || current.MayActAs(Role.Manager)),
        ];
    public IReadOnlyList<NotificationKind> Wanted { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var userId = User.Id();
        Wanted =
        [
            .. Kinds.Except(
                await db
                    .NotificationOptOuts.Where(unwanted => unwanted.UserId == userId)
                    .Select(unwanted => unwanted.Kind)
                    .ToListAsync(cancellationToken)
            ),
        ];
    }

    public async Task<IActionResult> OnPostAsync(List<NotificationKind> wanted, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }
        var userId = User.Id();
        var unwanted = await db
            .NotificationOptOuts.Where(row => row.UserId == userId)
            .AsTracking()
            .ToListAsync(cancellationToken);
        db.RemoveRange(unwanted.Where(row => wanted.Contains(row.Kind)));
        db.AddRange(
            Kinds
                .Except(wanted)
                .Except(unwanted.Select(row => row.Kind))
                .Select(kind => new NotificationOptOut
                {
                    OrganizationId = current.Organization.Id,
                    UserId = userId,
                    Kind = kind,
                })
        );
        await db.SaveChangesAsync(cancellationToken);
        TempData["Good"] = words["Saved."].Value;
        return RedirectToPage();
    }
}

using FaceRek.Core.Attendance.Letters;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>Which letters about attendance a user wants from this organization.</summary>
public sealed class LettersModel(FaceRekDb db, CurrentOrganization current, IStringLocalizer<Words> words) : PageModel
{
    public IReadOnlyList<LetterKind> Kinds =>
        [
            .. Enum.GetValues<LetterKind>()
                .Where(kind => kind != LetterKind.WeeklyDigest || current.MayActAs(Role.Manager)),
        ];
    public IReadOnlyList<LetterKind> Wanted { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var userId = User.Id();
        Wanted =
        [
            .. Kinds.Except(
                await db
                    .UnwantedLetters.Where(unwanted => unwanted.UserId == userId)
                    .Select(unwanted => unwanted.Kind)
                    .ToListAsync(cancellation)
            ),
        ];
    }

    public async Task<IActionResult> OnPostAsync(List<LetterKind> wanted, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }
        var userId = User.Id();
        var unwanted = await db.UnwantedLetters.Where(row => row.UserId == userId).ToListAsync(cancellation);
        db.RemoveRange(unwanted.Where(row => wanted.Contains(row.Kind)));
        db.AddRange(
            Kinds
                .Except(wanted)
                .Except(unwanted.Select(row => row.Kind))
                .Select(kind => new UnwantedLetter
                {
                    OrganizationId = current.Organization.Id,
                    UserId = userId,
                    Kind = kind,
                })
        );
        await db.SaveChangesAsync(cancellation);
        TempData["Good"] = words["Saved."].Value;
        return RedirectToPage();
    }
}

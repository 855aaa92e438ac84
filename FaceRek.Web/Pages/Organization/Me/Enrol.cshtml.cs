using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.Enrollment;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>A person enrols themself.</summary>
[UsesCamera]
[RequestSizeLimit(EnrollmentTable.LargestUpload)]
public sealed class EnrolModel(FaceRekDb db, EnrollmentTable table) : PageModel
{
    /// <summary>Null where the signed-in user is not one of the people.</summary>
    public EnrollmentView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ShowAsync([], cancellation);

    public async Task<IActionResult> OnPostAsync(List<IFormFile> pictures, CancellationToken cancellation)
    {
        if (pictures.Count > EnrollmentView.Wanted)
        {
            return BadRequest();
        }
        if (await MeAsync(cancellation) is not { } me)
        {
            return NotFound();
        }
        return await ShowAsync(
            await table.UploadAsync(me.Id, pictures, User.Id(), isOwn: true, reason: null, cancellation),
            cancellation
        );
    }

    public async Task<IActionResult> OnPostFrameAsync(IFormFile? frame, CancellationToken cancellation)
    {
        if (frame is null)
        {
            return BadRequest();
        }
        return await MeAsync(cancellation) is not { } me
            ? NotFound()
            : new JsonResult(await table.TakeAsync(me.Id, frame, User.Id(), isOwn: true, reason: null, cancellation));
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid face, CancellationToken cancellation) =>
        await MeAsync(cancellation) is { } me && await table.RemoveAsync(me.Id, face, cancellation)
            ? RedirectToPage()
            : NotFound();

    private async Task<IActionResult> ShowAsync(
        IReadOnlyList<EnrollmentView.Answer> answers,
        CancellationToken cancellation
    )
    {
        View = await MeAsync(cancellation) is { } me
            ? await table.ViewAsync(me, isOwn: true, Request.PathBase, answers, cancellation)
            : null;
        return Page();
    }

    private Task<Person?> MeAsync(CancellationToken cancellation) =>
        db.People.OfUser(User.Id()).AsNoTracking().SingleOrDefaultAsync(cancellation);
}

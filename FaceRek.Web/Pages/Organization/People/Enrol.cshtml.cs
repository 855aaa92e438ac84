using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.Enrollment;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>An admin enrols somebody.</summary>
[UsesCamera]
[RequestSizeLimit(EnrollmentTable.LargestUpload)]
public sealed class EnrolModel(FaceRekDb db, EnrollmentTable table) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public EnrollmentView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ShowAsync([], cancellation);

    public async Task<IActionResult> OnPostAsync(
        List<IFormFile> pictures,
        string? reason,
        CancellationToken cancellation
    )
    {
        if (pictures.Count > EnrollmentView.Wanted)
        {
            return BadRequest();
        }
        return await FindAsync(cancellation) is null
            ? NotFound()
            : await ShowAsync(
                await table.UploadAsync(Id, pictures, User.Id(), isOwn: false, reason, cancellation),
                cancellation
            );
    }

    public async Task<IActionResult> OnPostFrameAsync(IFormFile? frame, string? reason, CancellationToken cancellation)
    {
        if (frame is null)
        {
            return BadRequest();
        }
        return await FindAsync(cancellation) is null
            ? NotFound()
            : new JsonResult(await table.TakeAsync(Id, frame, User.Id(), isOwn: false, reason, cancellation));
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid face, CancellationToken cancellation) =>
        await table.RemoveAsync(Id, face, cancellation) ? RedirectToPage(new { Id }) : NotFound();

    private async Task<IActionResult> ShowAsync(
        IReadOnlyList<EnrollmentView.Answer> answers,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(cancellation) is not { } person)
        {
            return NotFound();
        }
        View = await table.ViewAsync(person, isOwn: false, Request.PathBase, answers, cancellation);
        return Page();
    }

    private Task<Person?> FindAsync(CancellationToken cancellation) =>
        db.People.Known().AsNoTracking().SingleOrDefaultAsync(person => person.Id == Id, cancellation);
}

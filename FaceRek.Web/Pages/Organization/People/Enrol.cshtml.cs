using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.Enrollment;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>An admin enrols a person.</summary>
[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
[UsesCamera]
[RequestSizeLimit(EnrollmentPageFlow.MaxUploadLength)]
public sealed class EnrolModel(FaceRekDb db, EnrollmentPageFlow flow) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public EnrollmentView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ShowAsync([], cancellationToken);

    public async Task<IActionResult> OnPostAsync(
        List<IFormFile> pictures,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (pictures.Count > EnrollmentView.Wanted)
        {
            return BadRequest();
        }
        return await FindAsync(cancellationToken) is null
            ? NotFound()
            : await ShowAsync(
                await flow.UploadAsync(Id, pictures, User.Id(), isOwn: false, reason, cancellationToken),
                cancellationToken
            );
    }

    public async Task<IActionResult> OnPostFrameAsync(
        IFormFile? frame,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (frame is null)
        {
            return BadRequest();
        }
        return await FindAsync(cancellationToken) is null
            ? NotFound()
            : new JsonResult(await flow.TakeAsync(Id, frame, User.Id(), isOwn: false, reason, cancellationToken));
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid face, CancellationToken cancellationToken) =>
        await flow.RemoveAsync(Id, face, cancellationToken) ? RedirectToPage(new { Id }) : NotFound();

    private async Task<IActionResult> ShowAsync(
        IReadOnlyList<EnrollmentView.Answer> answers,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(cancellationToken) is not { } person)
        {
            return NotFound();
        }
        View = await flow.ViewAsync(person, isOwn: false, Request.PathBase, answers, cancellationToken);
        return Page();
    }

    private Task<Person?> FindAsync(CancellationToken cancellationToken) =>
        db.People.Known().SingleOrDefaultAsync(person => person.Id == Id, cancellationToken);
}

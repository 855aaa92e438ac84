using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Pages.Organization.Enrollment;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>A person enrols themselves.</summary>
[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Desk)]
[UsesCamera]
[RequestSizeLimit(EnrollmentPageFlow.MaxUploadLength)]
public sealed class EnrolModel(FaceRekDb db, EnrollmentPageFlow flow) : PageModel
{
    /// <summary>Null where the signed-in user is not linked to a person.</summary>
    public EnrollmentView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await ShowAsync([], cancellationToken);

    public async Task<IActionResult> OnPostAsync(List<IFormFile> pictures, CancellationToken cancellationToken)
    {
        if (pictures.Count > EnrollmentView.Wanted)
        {
            return BadRequest();
        }
        if (await MeAsync(cancellationToken) is not { } me)
        {
            return NotFound();
        }
        return await ShowAsync(
            await flow.UploadAsync(me.Id, pictures, User.Id(), isOwn: true, reason: null, cancellationToken),
            cancellationToken
        );
    }

    public async Task<IActionResult> OnPostFrameAsync(IFormFile? frame, CancellationToken cancellationToken)
    {
        if (frame is null)
        {
            return BadRequest();
        }
        return await MeAsync(cancellationToken) is not { } me
            ? NotFound()
            : new JsonResult(
                await flow.TakeAsync(me.Id, frame, User.Id(), isOwn: true, reason: null, cancellationToken)
            );
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid face, CancellationToken cancellationToken) =>
        await MeAsync(cancellationToken) is { } me && await flow.RemoveAsync(me.Id, face, cancellationToken)
            ? RedirectToPage()
            : NotFound();

    private async Task<IActionResult> ShowAsync(
        IReadOnlyList<EnrollmentView.Answer> answers,
        CancellationToken cancellationToken
    )
    {
        View = await MeAsync(cancellationToken) is { } me
            ? await flow.ViewAsync(me, isOwn: true, Request.PathBase, answers, cancellationToken)
            : null;
        return Page();
    }

    private Task<Person?> MeAsync(CancellationToken cancellationToken) =>
        db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
}

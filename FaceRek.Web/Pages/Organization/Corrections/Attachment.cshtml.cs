using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Corrections;

/// <summary>The attachment of a request, as a download that the browser does not open on this site.</summary>
[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class AttachmentModel(FaceRekDb db, CurrentOrganization current) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var people = db.People.Within(await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken));
        var file = await db.CorrectionAttachments.SingleOrDefaultAsync(
            one =>
                one.RequestId == requestId
                && db.CorrectionRequests.Any(request =>
                    request.Id == requestId && people.Any(person => person.Id == request.PersonId)
                ),
            cancellationToken
        );
        return file is null ? NotFound() : File(file.Content, file.MediaType, file.Name);
    }
}

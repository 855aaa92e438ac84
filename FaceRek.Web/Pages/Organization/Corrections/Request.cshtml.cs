using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Corrections;

/// <summary>One request, with the days before and after, for the manager who decides it.</summary>
[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class RequestModel(
    FaceRekDb db,
    CorrectionApproval approval,
    CorrectionPreview preview,
    CorrectionText says,
    CurrentOrganization current,
    IStringLocalizer<Words> words
) : PageModel
{
    public new CorrectionRequest Request { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public string? RequestedBy { get; private set; }
    public string? DecidedBy { get; private set; }
    public string? AttachmentName { get; private set; }
    public string? Note { get; private set; }
    public DateTimeOffset? PunchAt { get; private set; }

    /// <summary>Null once it is decided.</summary>
    public CorrectionEffect? Effect { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid requestId, CancellationToken cancellationToken) =>
        await FindAsync(requestId, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(
        Guid requestId,
        string? verdict,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (!await FindAsync(requestId, cancellationToken))
        {
            return NotFound();
        }
        Note = note;
        if (verdict is not ("approve" or "refuse"))
        {
            return BadRequest();
        }
        var outcome =
            verdict == "approve"
                ? await approval.ApproveAsync(requestId, note, User.Id(), cancellationToken)
                : await approval.RefuseAsync(requestId, note, User.Id(), cancellationToken);
        if (outcome is CorrectionOutcome.Done)
        {
            TempData["Good"] =
                verdict == "approve" ? words["Approved. The day is updated."].Value : words["Refused."].Value;
            return RedirectToPage("Index");
        }
        await FindAsync(requestId, cancellationToken);
        ModelState.AddModelError("", says.Of(outcome));
        return this.Again(StatusCodes.Status409Conflict);
    }

    private async Task<bool> FindAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var people = db.People.Within(await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken));
        var rows = CorrectionList.RowsOf(
            db,
            db.CorrectionRequests.Where(one => one.Id == requestId && people.Any(person => person.Id == one.PersonId))
        );
        if (await rows.SingleOrDefaultAsync(cancellationToken) is not { Request: var request } row)
        {
            return false;
        }
        (Request, Name, PunchAt, DecidedBy) = row;
        RequestedBy = await NameOfAsync(request.RequestedById, cancellationToken);
        AttachmentName = await db
            .CorrectionAttachments.Where(file => file.RequestId == requestId)
            .Select(file => file.Name)
            .SingleOrDefaultAsync(cancellationToken);
        Effect = request.Status == CorrectionStatus.Pending ? await preview.OfAsync(request, cancellationToken) : null;
        return true;
    }

    private Task<string?> NameOfAsync(Guid? userId, CancellationToken cancellationToken) =>
        db.Users.Where(user => user.Id == userId).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
}

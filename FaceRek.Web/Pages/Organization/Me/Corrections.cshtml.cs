using System.Diagnostics;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Pages.Organization.Corrections;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Me;

/// <summary>A person requests corrections of their own punches, and sees the results.</summary>
[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class CorrectionsModel(
    FaceRekDb db,
    CorrectionDesk desk,
    CorrectionText says,
    CurrentOrganization current,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private static readonly TimeSpan Offered = TimeSpan.FromDays(14);

    [BindProperty]
    public Form Input { get; set; } = new(CorrectionKind.Add, null, null, null, null, null);

    public bool IsPerson { get; private set; }
    public CorrectionList List { get; private set; } = new([], false);
    public IReadOnlyList<Choice> Punches { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <param name="withdraw">A request to withdraw; otherwise the form makes one.</param>
    public async Task<IActionResult> OnPostAsync(Guid? withdraw, CancellationToken cancellationToken)
    {
        if (
            await db
                .People.Active()
                .OfUser(User.Id())
                .Select(person => (Guid?)person.Id)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } personId
        )
        {
            return NotFound();
        }
        var outcome =
            withdraw is { } requestId ? await desk.WithdrawAsync(requestId, User.Id(), cancellationToken)
            : ModelState.IsValid
                ? await desk.AskAsync(await ReadAsync(personId, cancellationToken), User.Id(), cancellationToken)
            : new CorrectionOutcome.Incomplete();
        if (outcome is CorrectionOutcome.Done)
        {
            TempData["Good"] = withdraw is null
                ? words["Sent to your manager. The answer appears here."].Value
                : words["Withdrawn."].Value;
            return RedirectToPage();
        }
        if (withdraw is not null && outcome is CorrectionOutcome.NotFound)
        {
            return NotFound();
        }
        ModelState.AddModelError(FieldOf(outcome), says.Of(outcome));
        await ReadAsync(cancellationToken);
        return this.Again(
            outcome is CorrectionOutcome.Locked or CorrectionOutcome.Decided or CorrectionOutcome.TooManyWaiting
                ? StatusCodes.Status409Conflict
                : StatusCodes.Status400BadRequest
        );
    }

    private static string FieldOf(CorrectionOutcome outcome) =>
        outcome switch
        {
            CorrectionOutcome.ReasonMissing => "Input.Reason",
            CorrectionOutcome.UnfitAttachment => "Input.Attachment",
            CorrectionOutcome.NotFound => "Input.Punch",
            CorrectionOutcome.InTheFuture
            or CorrectionOutcome.TooLongAgo
            or CorrectionOutcome.Incomplete
            or CorrectionOutcome.Locked => "Input.At",
            CorrectionOutcome.Done
            or CorrectionOutcome.Repeated
            or CorrectionOutcome.TooManyWaiting
            or CorrectionOutcome.OwnRequest
            or CorrectionOutcome.Decided => "",
            _ => throw new UnreachableException(),
        };

    private async Task<CorrectionInput> ReadAsync(Guid personId, CancellationToken cancellationToken)
    {
        var at = Input.At is { } wall ? WallClock.Of(current.Organization.Zone).At(wall) : (DateTimeOffset?)null;
        if (Input.Attachment is not { Length: > 0 } file)
        {
            return new CorrectionInput(personId, Input.Kind, Input.Punch, at, Input.Direction, Input.Reason);
        }
        // One byte more than allowed is enough to refuse it.
        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, CorrectionAttachment.MaxBytes + 1)];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return new CorrectionInput(
            personId,
            Input.Kind,
            Input.Punch,
            at,
            Input.Direction,
            Input.Reason,
            (file.FileName, bytes)
        );
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var me = db.People.OfUser(User.Id());
        if (await me.Select(person => (Guid?)person.Id).SingleOrDefaultAsync(cancellationToken) is not { } personId)
        {
            return;
        }
        IsPerson = true;
        List = await CorrectionList.ReadAsync(db, me, cancellationToken);
        var since = clock.GetUtcNow() - Offered;
        Punches = await db.CountingPunches()
            .OfPerson(personId)
            .Between(since, clock.GetUtcNow().AddDays(1))
            .OrderByDescending(punch => punch.At)
            .ThenByDescending(punch => punch.Number)
            .Select(punch => new Choice(punch.Id, punch.At, punch.Direction))
            .ToListAsync(cancellationToken);
    }

    public sealed record Choice(Guid Id, DateTimeOffset At, Direction Direction);

    /// <param name="At">In the organization's local time.</param>
    public sealed record Form(
        CorrectionKind Kind,
        Guid? Punch,
        DateTime? At,
        Direction? Direction,
        string? Reason,
        IFormFile? Attachment
    );
}

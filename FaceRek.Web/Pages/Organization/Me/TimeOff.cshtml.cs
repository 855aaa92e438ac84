using System.Diagnostics;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Me;

[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class TimeOffModel(
    FaceRekDb db,
    LeaveDesk desk,
    CurrentOrganization current,
    LeaveText says,
    IStringLocalizer<Words> words,
    TimeProvider clock
) : PageModel
{
    private const int MaxShown = 50;

    [BindProperty]
    public LeaveForm Input { get; set; } = new();

    public Person? Person { get; private set; }

    /// <summary>Latest first.</summary>
    public IReadOnlyList<Leave> Leaves { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => LookAsync(cancellationToken);

    /// <param name="withdraw">Leave to withdraw; otherwise the form requests leave.</param>
    public async Task<IActionResult> OnPostAsync(Guid? withdraw, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        if (Person is null)
        {
            return NotFound();
        }
        if (withdraw is { } leaveId)
        {
            ModelState.Clear();
            return Answer(await desk.WithdrawAsync(leaveId, User.Id(), cancellationToken), words["Withdrawn."]);
        }
        if (Input.Read(ModelState, words) is not { } leave)
        {
            return this.Again();
        }
        return Answer(
            await desk.RequestAsync(Person.Id, User.Id(), leave, cancellationToken),
            words["Sent to your manager."]
        );
    }

    public bool MayWithdraw(Leave leave) =>
        leave.Status == LeaveStatus.Requested
        || (leave.Status == LeaveStatus.Approved && leave.From > current.Organization.DayOf(clock.GetUtcNow()));

    private IActionResult Answer(LeaveOutcome outcome, LocalizedString good)
    {
        switch (outcome)
        {
            case LeaveOutcome.Done:
                TempData["Good"] = good.Value;
                return RedirectToPage();
            case LeaveOutcome.NotFound:
                return NotFound();
            case LeaveOutcome.EndsBeforeItBegins
            or LeaveOutcome.TooLong
            or LeaveOutcome.TooFar
            or LeaveOutcome.HalfOfSeveral
            or LeaveOutcome.ReasonTooLong
            or LeaveOutcome.Overlaps
            or LeaveOutcome.Locked
            or LeaveOutcome.OwnLeave
            or LeaveOutcome.Decided:
                var (field, sentence) = says.Refusal(outcome);
                ModelState.AddModelError(field.Length == 0 ? "Input.From" : field, sentence);
                return this.Again(StatusCodes.Status409Conflict);
            default:
                throw new UnreachableException();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Person = await db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
        if (Person is { Id: var id })
        {
            Leaves = await db
                .Leaves.Where(leave => leave.PersonId == id)
                .OrderByDescending(leave => leave.From)
                .Take(MaxShown)
                .ToListAsync(cancellationToken);
        }
    }
}

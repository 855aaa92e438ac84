using System.ComponentModel.DataAnnotations;
using FaceRek.Core.Attendance;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.CheckIn;

public sealed class PinModel(FaceRekDb db, CheckInDesk desk, CheckInWords words, IStringLocalizer<Words> localizer, TimeProvider clock) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new("", null);

    public Person? Person { get; private set; }
    public Direction Proposed { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation) => await LookAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        if (Person is null || !ModelState.IsValid) { return Page(); }
        var choice = Input.Direction == Proposed ? null : Input.Direction;
        var outcome = await desk.ReceivePinAsync(Person.Id, User.Id(), Input.Pin, choice, cancellation);
        if (outcome is CheckInOutcome.Recorded recorded) { return Done("Good", words.Recorded(recorded.Punch)); }
        if (outcome is CheckInOutcome.Repeated repeated) { return Done("Bad", words.Repeated(repeated.First)); }
        ModelState.AddModelError("Input.Pin", Refusal(outcome));
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        Person = await db.People.OfUser(User.Id()).AsNoTracking().SingleOrDefaultAsync(cancellation);
        var now = clock.GetUtcNow();
        Proposed = Person is null ? Direction.In : Punch.Next(await db.Punches.LastOfAsync(Person.Id, now, cancellation), now);
    }

    private LocalRedirectResult Done(string tone, string sentence)
    {
        TempData[tone] = sentence;
        return LocalRedirect($"{Request.PathBase}/me");
    }

    private string Refusal(CheckInOutcome outcome) => outcome switch
    {
        CheckInOutcome.WrongPin => localizer["That is not your PIN."],
        CheckInOutcome.NoPin => localizer["You have not chosen a PIN yet."],
        CheckInOutcome.Closed closed => localizer["Too many wrong PINs. Try again at {0}, use the camera, or ask a manager.", words.Time(closed.Until)],
        CheckInOutcome.NotActive => words.NotActive,
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no answer to a PIN."),
    };

    public sealed record Form(
        [Required(ErrorMessage = "Enter your PIN."), StringLength(Core.People.Pin.MaxLength, ErrorMessage = "A PIN has at most 10 digits.")] string Pin,
        Direction? Direction);
}

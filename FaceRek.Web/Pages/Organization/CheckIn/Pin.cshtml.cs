using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.CheckIn;

[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
[AsksForPlace]
public sealed class PinModel(
    FaceRekDb db,
    PinPunchDesk desk,
    CheckInText words,
    IStringLocalizer<Words> localizer,
    TimeProvider clock
) : PageModel
{
    [BindProperty]
    public Form Input { get; set; } = new("", null);

    public Person? Person { get; private set; }
    public Direction Proposed { get; private set; }
    public bool AsksForPlace { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LookAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(PlaceForm place, CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        if (Person is null || !ModelState.IsValid)
        {
            return Page();
        }
        if (place.From(HttpContext.Connection.RemoteIpAddress) is not { } approach)
        {
            ModelState.AddModelError("Input.Pin", words.BadPlace.Detail!);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var choice = Input.Direction == Proposed ? null : Input.Direction;
        var request = new PinRequest(Person.Id, User.Id(), Input.Pin, choice, approach);
        var outcome = await desk.RecordAsync(request, cancellationToken);
        if (outcome is CheckInOutcome.Recorded recorded)
        {
            return Done("Good", words.Recorded(recorded.Punch));
        }
        if (outcome is CheckInOutcome.Repeated repeated)
        {
            return Done("Bad", words.Repeated(repeated.First));
        }
        ModelState.AddModelError("Input.Pin", Refusal(outcome));
        return Page();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        Person = await db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
        AsksForPlace = Person is not null && await db.Sites.AskForPlaceAsync(Person.SiteId, cancellationToken);
        var now = clock.GetUtcNow();
        Proposed = Person is null
            ? Direction.In
            : Punch.Next(await db.LastCountingAsync(Person.Id, now, cancellationToken), now);
    }

    private LocalRedirectResult Done(string tone, string sentence)
    {
        TempData[tone] = sentence;
        return LocalRedirect($"{Request.PathBase}/me");
    }

    private string Refusal(CheckInOutcome outcome) =>
        outcome switch
        {
            CheckInOutcome.WrongPin => localizer["Wrong PIN."],
            CheckInOutcome.NoPin => localizer["You have not chosen a PIN yet."],
            CheckInOutcome.Closed closed => localizer[
                "Too many wrong PINs. Try again at {0}, use the camera, or ask a manager.",
                words.Time(closed.Until)
            ],
            CheckInOutcome.NotActive => words.NotActive,
            CheckInOutcome.Elsewhere { Refusal: var refusal } => words.Of(refusal),
            _ => throw new UnreachableException($"{outcome.GetType().Name} is no answer to a PIN."),
        };

    public sealed record Form(
        [
            Required(ErrorMessage = "Enter your PIN."),
            StringLength(Core.People.Pin.MaxLength, ErrorMessage = "A PIN has at most 10 digits.")
        ]
            string Pin,
        Direction? Direction
    );
}

using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Me;

[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class PinModel(FaceRekDb db, PinDesk desk, IStringLocalizer<Words> words) : PageModel
{
    public bool IsPerson { get; private set; }
    public bool IsChosen { get; private set; }
    public string? Error { get; private set; }

    [BindProperty]
    public Form Input { get; set; } = new(null, null, null);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var (isDrop, pin) = (Input.Choice == "remove", Input.Pin ?? "");
        if (!isDrop && pin != (Input.Again ?? ""))
        {
            Error = words["The two PINs are different. Enter both again."];
            return Page();
        }
        switch (
            isDrop
                ? await desk.DropAsync(User.Id(), cancellationToken)
                : await desk.ChooseAsync(User.Id(), pin, cancellationToken)
        )
        {
            case PinOutcome.Done:
                TempData["Good"] = isDrop
                    ? words["Your PIN is removed."].Value
                    : words["Your PIN is set. You can check in with it now."].Value;
                return RedirectToPage();
            case PinOutcome.TooSimple:
                Error = words[
                    "Enter {0} to {1} digits. No single repeated digit, and no sequence such as 123456.",
                    Pin.MinLength,
                    Pin.MaxLength
                ];
                return Page();
            case PinOutcome.NoPerson:
                return Page();
            default:
                throw new UnreachableException();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var person = await db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);
        (IsPerson, IsChosen) = (person is not null, person?.PinHash is not null);
    }

    /// <param name="Choice">"remove", otherwise the PIN is set.</param>
    public sealed record Form(string? Choice, string? Pin, string? Again);
}

using FaceRek.Core.Organizations;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

[Requires(Role.Admin, WhenReadOnly = ReadOnlyAccess.Desk)]
public sealed class AddModel(FaceRekDb db, PeopleDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public PersonForm Input { get; set; } = new(null, null, null);

    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);
        if (Input.Read(ModelState, words) is not { } details)
        {
            return Page();
        }
        var outcome = await desk.AddAsync(details, Input.Workplace, cancellationToken);
        if (outcome is not PersonOutcome.Done { Person: var person })
        {
            var (field, sentence) = words.Refusal(outcome);
            ModelState.AddModelError(field, sentence);
            return Page();
        }
        TempData["Good"] = words["{0} was added.", person.Name].Value;
        return RedirectToPage("Person", new { person.Id });
    }
}

using FaceRek.Core.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

public sealed class AddModel(PeopleDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public PersonForm Input { get; set; } = new(null, null, null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (Input.Read(ModelState, words) is not { } details) { return Page(); }
        if (await desk.AddAsync(details, cancellation) is not PersonOutcome.Done { Person: var person })
        {
            ModelState.AddModelError("Input.ExternalId", words[PeopleWords.ExternalIdTaken]);
            return Page();
        }
        TempData["Good"] = words["{0} was added.", person.Name].Value;
        return RedirectToPage("Person", new { person.Id });
    }
}

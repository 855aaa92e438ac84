using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Departments;

[Requires(Role.Admin)]
public sealed class AddModel(FaceRekDb db, DepartmentDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public DepartmentForm Input { get; set; } = new();

    public DepartmentView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        View = await DepartmentView.ReadAsync(db, Input, own: null, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        View = await DepartmentView.ReadAsync(db, Input, own: null, cancellationToken);
        if (!ModelState.IsValid)
        {
            return this.Again();
        }
        var outcome = await desk.AddAsync(Input.Name, Input.Parent, Input.Managers, cancellationToken);
        if (outcome is not DepartmentOutcome.Done { Department: var department })
        {
            var (field, sentence) = words.Refusal(outcome);
            ModelState.AddModelError(field, sentence);
            return this.Again();
        }
        TempData["Good"] = words["{0} was added.", department.Name].Value;
        return RedirectToPage("Index");
    }
}

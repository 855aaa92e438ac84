using System.Diagnostics;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Departments;

[Requires(Role.Admin)]
public sealed class DepartmentModel(FaceRekDb db, DepartmentDesk desk, IStringLocalizer<Words> words) : PageModel
{
    [BindProperty]
    public DepartmentForm Input { get; set; } = new();

    public string Name { get; private set; } = "";
    public DepartmentView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid departmentId, CancellationToken cancellationToken)
    {
        if (
            await db.Departments.SingleOrDefaultAsync(department => department.Id == departmentId, cancellationToken)
            is not { } found
        )
        {
            return NotFound();
        }
        var managers = await db
            .DepartmentManagers.Where(manager => manager.DepartmentId == departmentId)
            .Select(manager => manager.UserId)
            .ToListAsync(cancellationToken);
        (Name, Input) = (
            found.Name,
            new DepartmentForm
            {
                Name = found.Name,
                Parent = found.ParentId,
                Managers = managers,
            }
        );
        View = await DepartmentView.ReadAsync(db, Input, departmentId, cancellationToken);
        return Page();
    }

    /// <param name="choice">"remove" from its button; otherwise the form is saved.</param>
    public async Task<IActionResult> OnPostAsync(Guid departmentId, string? choice, CancellationToken cancellationToken)
    {
        if (
            await db
                .Departments.Where(department => department.Id == departmentId)
                .Select(department => department.Name)
                .SingleOrDefaultAsync(cancellationToken)
            is not { } name
        )
        {
            return NotFound();
        }
        (Name, View) = (name, await DepartmentView.ReadAsync(db, Input, departmentId, cancellationToken));
        if (!ModelState.IsValid || choice is not (null or "remove"))
        {
            return this.Again();
        }
        var outcome = choice is null
            ? await desk.ChangeAsync(departmentId, Input.Name, Input.Parent, Input.Managers, cancellationToken)
            : await desk.RemoveAsync(departmentId, cancellationToken);
        switch (outcome)
        {
            case DepartmentOutcome.Done:
                TempData["Good"] = choice is null ? words["Saved."].Value : words["{0} was removed.", name].Value;
                return RedirectToPage("Index");
            case DepartmentOutcome.NotFound:
                return NotFound();
            case DepartmentOutcome.NameUnreadable
            or DepartmentOutcome.NameTaken
            or DepartmentOutcome.TooMany
            or DepartmentOutcome.NoSuchParent
            or DepartmentOutcome.BelowItself
            or DepartmentOutcome.TooDeep
            or DepartmentOutcome.NotAManager
            or DepartmentOutcome.InUse
            or DepartmentOutcome.Remembered:
                var (field, sentence) = words.Refusal(outcome);
                ModelState.AddModelError(field, sentence);
                return this.Again();
            default:
                throw new UnreachableException();
        }
    }
}

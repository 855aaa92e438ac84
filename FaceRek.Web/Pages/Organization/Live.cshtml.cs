using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization;

/// <summary>The page at an organization's own address: the board for managers, the check-in for employees.</summary>
[Requires(Role.Employee)]
public sealed class LiveModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    public BoardScope Scope { get; private set; } = null!;
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;
    public Board Board { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }

    /// <summary>A manager who leads no department sees no one, and is told why.</summary>
    public bool LeadsNobody { get; private set; }

    public bool IsAdmin => current.MayActAs(Role.Admin);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!current.MayActAs(Role.Manager))
        {
            return LocalRedirect($"{Request.PathBase}/check-in");
        }
        Now = current.Organization.InZone(clock.GetUtcNow());
        var reach = await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken);
        LeadsNobody = reach.Departments is { Count: 0 };
        if (await BoardScope.ReadAsync(db, reach, Request.Query, cancellationToken) is not { } scope)
        {
            return NotFound();
        }
        Scope = scope;
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);
        Board = await Board.ReadAsync(db, current, scope, clock.GetUtcNow(), cancellationToken);
        return Page();
    }
}

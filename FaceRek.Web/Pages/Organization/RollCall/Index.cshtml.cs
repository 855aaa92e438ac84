using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.RollCall;

/// <summary>Who is present, site by site, as a list to print and tick off in an emergency.</summary>
[Requires(Role.Manager)]
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    public DateTimeOffset Now { get; private set; }
    public BoardScope Scope { get; private set; } = null!;
    public WorkplaceLists Workplaces { get; private set; } = WorkplaceLists.None;
    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (
            await BoardScope.ReadAsync(
                db,
                await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken),
                Request.Query,
                cancellationToken
            )
            is not { } scope
        )
        {
            return NotFound();
        }
        (Scope, Now) = (scope, current.Organization.InZone(clock.GetUtcNow()));
        Workplaces = await WorkplaceLists.ReadAsync(db, cancellationToken);
        var board = await Board.ReadAsync(db, current, scope, clock.GetUtcNow(), cancellationToken);
        Groups =
        [
            .. board
                .In.GroupBy(person => person.Site)
                .OrderBy(group => group.Key is null)
                .ThenBy(group => group.Key, StringComparer.CurrentCulture)
                .Select(group => new Group(group.Key, [.. group])),
        ];
        return Page();
    }

    public sealed record Group(string? Site, IReadOnlyList<Board.Presence> People);
}

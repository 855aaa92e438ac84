using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Corrections;

/// <summary>Requests for corrections, for the managers who decide them.</summary>
[Requires(Role.Manager, WhenReadOnly = ReadOnlyAccess.Open)]
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current) : PageModel
{
    public CorrectionList List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await CorrectionList.ReadAsync(
            db,
            db.People.Within(await VisibilityScope.OfAsync(db, current, User.Id(), cancellationToken)),
            cancellationToken
        );
}

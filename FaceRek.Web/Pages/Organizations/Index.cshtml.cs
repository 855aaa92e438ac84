using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organizations;

public sealed class IndexModel(FaceRekDb db) : PageModel
{
    public IReadOnlyList<Home> Homes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var memberships = await db.MembershipsOf(User.Id())
            .OrderBy(m => m.Organization!.Name)
            .Select(m => new
            {
                m.Organization!.Name,
                m.Organization.Slug,
                m.Role,
            })
            .ToListAsync(cancellationToken);
        Homes = [.. memberships.Select(m => new Home(m.Name, SignInRedirect.HomeOf(m.Slug, m.Role), m.Role))];
    }

    public sealed record Home(string Name, string Path, Role Role);
}

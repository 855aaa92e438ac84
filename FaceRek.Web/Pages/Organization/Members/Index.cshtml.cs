using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Members;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Row> Members { get; private set; } = [];
    public IReadOnlyList<Invited> Invitations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Members = await db
            .Memberships.OrderBy(m => m.User!.Name)
            .ThenBy(m => m.UserId)
            .Select(m => new Row(m.UserId, m.User!.Name, m.User.Email!, m.Role))
            .ToListAsync(cancellationToken);
        var invitations = await db
            .Invitations.Where(i => i.AcceptedAt == null)
            .OrderByDescending(i => i.CreatedAt)
            .ToListAsync(cancellationToken);
        Invitations =
        [
            .. invitations.Select(i => new Invited(
                i.Id,
                i.Email,
                i.Role,
                current.Organization.InZone(i.ExpiresAt),
                i.IsOpen(clock.GetUtcNow())
            )),
        ];
    }

    /// <summary>Hides buttons that would be refused; the desk does the refusing.</summary>
    public bool MayChange(Row member) => member.Role != Role.Owner || current.MayActAs(Role.Owner);

    public sealed record Row(Guid UserId, string Name, string Email, Role Role);

    public sealed record Invited(Guid Id, string Email, Role Role, DateTimeOffset Until, bool IsOpen);
}

using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.SignIn;

/// <summary>Where a user goes after the sign-in: to their only organization, else to the list of them.</summary>
public sealed class SignInRedirect(FaceRekDb db)
{
    public async Task<string> ForAsync(Guid userId, CancellationToken cancellationToken)
    {
        var homes = await db.MembershipsOf(userId)
            .OrderBy(m => m.CreatedAt)
            .Take(2)
            .Select(m => new { m.Organization!.Slug, m.Role })
            .ToListAsync(cancellationToken);
        return homes is [var only] ? HomeOf(only.Slug, only.Role) : "/organizations";
    }

    /// <summary>Managers and above see the day; others come to check in.</summary>
    public static string HomeOf(string slug, Role role) => role >= Role.Manager ? $"/{slug}" : $"/{slug}/check-in";
}

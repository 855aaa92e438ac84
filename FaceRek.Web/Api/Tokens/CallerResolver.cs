using System.Security.Claims;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Tokens;

/// <summary>
/// Finds the current user or key behind a valid token, and enters its organization. So a revoked key, a changed role or
/// password takes effect with the next call.
/// </summary>
public sealed class CallerResolver(
    FaceRekDb db,
    CurrentOrganization current,
    ApiCaller caller,
    ApiKeyDesk keys,
    TokenDesk tokens,
    TimeProvider clock
)
{
    /// <returns>False where the user or key is no longer valid.</returns>
    public async Task<bool> EnterAsync(HttpContext context, ClaimsPrincipal principal)
    {
        if (!TryReadId(principal, AccessTokens.OrganizationClaim, out var organizationId))
        {
            return false;
        }
        var granted = ApiScope.Split(principal.FindFirstValue(AccessTokens.ScopeClaim) ?? "");
        return TryReadId(principal, AccessTokens.KeyClaim, out var keyId)
            ? await EnterKeyAsync(context, organizationId, keyId, granted)
            : TryReadId(principal, AccessTokens.FamilyClaim, out var familyId)
                && await EnterFamilyAsync(context, organizationId, familyId, granted);
    }

    private async Task<bool> EnterKeyAsync(
        HttpContext context,
        Guid organizationId,
        Guid keyId,
        IEnumerable<string> granted
    )
    {
        var key = await keys.FindAsync(keyId, context.RequestAborted);
        if (
            key is null
            || key.OrganizationId != organizationId
            || !key.MayBeUsed(clock.GetUtcNow(), context.Connection.RemoteIpAddress)
        )
        {
            return false;
        }
        // Admins create keys, and a key acts for the organization: its scopes limit what it may do.
        current.Enter(key.Organization!, Role.Admin);
        caller.EnterKey(key, granted.Intersect(ApiScope.Split(key.Scopes)));
        await keys.NoteUseAsync(key, context.RequestAborted);
        return true;
    }

    private async Task<bool> EnterFamilyAsync(
        HttpContext context,
        Guid organizationId,
        Guid familyId,
        IEnumerable<string> granted
    )
    {
        var family = await tokens.FindFamilyAsync(familyId, context.RequestAborted);
        if (family is null || family.OrganizationId != organizationId || !family.IsAlive(clock.GetUtcNow()))
        {
            return false;
        }
        if (await MembershipBehindAsync(family, context.RequestAborted) is not { } membership)
        {
            return false;
        }
        current.Enter(membership.Organization!, membership.Role);
        caller.EnterUser(family.UserId, family.Id, granted.Intersect(ScopesOf(family, membership.Role)));
        return true;
    }

    /// <summary>Null where the user has left the organization or changed their password since.</summary>
    public async Task<Membership?> MembershipBehindAsync(TokenFamily family, CancellationToken cancellationToken) =>
        family.User?.SecurityStamp != family.SecurityStamp
            ? null
            : await db.MembershipsOf(family.UserId)
                .Include(m => m.Organization)
                .SingleOrDefaultAsync(m => m.OrganizationId == family.OrganizationId, cancellationToken);

    /// <summary>The scopes granted to the family, as far as the role still allows them.</summary>
    public static IEnumerable<string> ScopesOf(TokenFamily family, Role role) =>
        ApiScope.Split(family.Scopes).Intersect(ApiScope.Of(role));

    private static bool TryReadId(ClaimsPrincipal principal, string claim, out Guid id) =>
        Guid.TryParseExact(principal.FindFirstValue(claim), "N", out id);
}

using System.Security.Claims;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Signs browsers in and out. Every sign-in has an id of its own, in the claim <see cref="IdClaim"/>.</summary>
public sealed class UserSessions(SignInManager<User> signIn, IHttpContextAccessor accessor)
{
    public const string IdClaim = "sid";

    /// <summary>A new session, also where there was one: what was known of the old id is worth nothing then.</summary>
    public Task BeginAsync(User user, bool remember) =>
        signIn.SignInWithClaimsAsync(
            user,
            new AuthenticationProperties { IsPersistent = remember },
            [new Claim(IdClaim, Guid.CreateVersion7().ToString("N"))]
        );

    /// <summary>After a change that ended the user's sessions, this browser gets a new one of the same kind.</summary>
    public async Task RenewAsync(User user)
    {
        var current = await accessor.HttpContext!.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await BeginAsync(user, current.Properties?.IsPersistent == true);
    }

    public Task EndAsync() => accessor.HttpContext!.SignOutAsync(IdentityConstants.ApplicationScheme);

    /// <summary>The security stamp is checked by making the principal anew; the session stays the one it was.</summary>
    public static Task CarryIdOver(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(IdClaim) is Claim id)
        {
            ((ClaimsIdentity)context.NewPrincipal!.Identity!).AddClaim(id.Clone());
        }
        return Task.CompletedTask;
    }
}

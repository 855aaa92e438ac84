using System.Security.Claims;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Signs browsers in and out. Every sign-in has its own id, in the claim <see cref="IdClaim"/>.</summary>
public sealed class UserSessions(SignInManager<User> signIn, IHttpContextAccessor accessor)
{
    public const string IdClaim = "sid";

    /// <summary>Starts a new session even where there was one, so that a stolen earlier id is worthless.</summary>
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

    /// <summary>The security stamp is checked by creating a new principal; the session id stays the same.</summary>
    public static Task CarryIdOver(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(IdClaim) is Claim id)
        {
            ((ClaimsIdentity)context.NewPrincipal!.Identity!).AddClaim(id.Clone());
        }
        return Task.CompletedTask;
    }
}

using System.Security.Claims;

namespace FaceRek.Web.Setup;

internal static class SignedInUser
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid Id(this ClaimsPrincipal user) =>
        Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."));

    /// <summary>The name people gave themselves; the e-mail where the sign-in is too old to carry it.</summary>
    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "";
}

using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Web.SignIn;

namespace FaceRek.Web.Security;

internal static class SignedInUser
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid Id(this ClaimsPrincipal user) =>
        Guid.Parse(
            user.FindFirstValue(ClaimTypes.NameIdentifier)
                ?? throw new InvalidOperationException("Nobody is signed in.")
        );

    /// <summary>The name people gave themselves; the e-mail where the sign-in is too old to carry it.</summary>
    public static string DisplayName(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "";

    /// <summary>Stands for this one sign-in, so that what was issued to it is of no use in another. Each sign-in carries a claim of its own; one too old to have it counts by its stamp.</summary>
    public static byte[] SignInHash(this ClaimsPrincipal user) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                $"{user.Id():N}|{user.FindFirstValue(UserSessions.IdClaim) ?? user.FindFirstValue("AspNet.Identity.SecurityStamp")}"
            )
        );
}

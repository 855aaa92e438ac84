using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Web.SignIn;

namespace FaceRek.Web.Security;

internal static class SignedInUser
{
    /// <exception cref="InvalidOperationException">No user is signed in.</exception>
    public static Guid Id(this ClaimsPrincipal user) =>
        Guid.Parse(
            user.FindFirstValue(ClaimTypes.NameIdentifier)
                ?? throw new InvalidOperationException("No user is signed in.")
        );

    /// <summary>The user's name; the email address where the sign-in is too old to contain it.</summary>
    public static string DisplayName(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "";

    /// <summary>
    /// Identifies this one sign-in, so that what was issued to it cannot be used in another. Each sign-in has a claim
    /// for it; one too old to have it is identified by its stamp.
    /// </summary>
    public static byte[] SignInHash(this ClaimsPrincipal user) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                $"{user.Id():N}|{user.FindFirstValue(UserSessions.IdClaim) ?? user.FindFirstValue("AspNet.Identity.SecurityStamp")}"
            )
        );
}

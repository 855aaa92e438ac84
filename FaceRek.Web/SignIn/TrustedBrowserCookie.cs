using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace FaceRek.Web.SignIn;

/// <summary>
/// A browser in which a user signed in keeps an encrypted cookie about it. It grants no access; it only exempts that
/// browser, for that account, from the throttle that attackers can fill, so that guessing by others cannot lock a user
/// out.
/// </summary>
public sealed class TrustedBrowserCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int MaxUsers = 8;
    private static readonly TimeSpan Memory = TimeSpan.FromDays(400);

    private readonly IDataProtector seal = protection.CreateProtector("FaceRek.KnownBrowsers.v1");

    /// <summary>Identifies the browser if it has signed in as the user before.</summary>
    public string? NameFor(HttpContext context, Guid userId) =>
        Read(context) is { } note && note.Users.Contains(userId) ? note.Name : null;

    public void Remember(HttpContext context, Guid userId)
    {
        var note = Read(context);
        var users = (note?.Users ?? []).Where(id => id != userId).Prepend(userId).Take(MaxUsers);
        var text = string.Join(
            '|',
            users
                .Select(id => id.ToString("N"))
                .Prepend(note?.Name ?? RandomNumberGenerator.GetHexString(32, lowercase: true))
        );
        context.Response.Cookies.Append(
            CookieName(context),
            seal.Protect(text),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                SameSite = SameSiteMode.Lax,
                Path = "/",
                IsEssential = true,
                Expires = clock.GetUtcNow() + Memory,
            }
        );
    }

    private Note? Read(HttpContext context)
    {
        if (context.Request.Cookies[CookieName(context)] is not { Length: > 0 and < 2000 } value)
        {
            return null;
        }
        try
        {
            var parts = seal.Unprotect(value).Split('|');
            return new Note(parts[0], [.. parts[1..].Select(Guid.Parse)]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string CookieName(HttpContext context) =>
        context.Request.IsHttps ? "__Host-facerek-known" : "facerek-known";

    private sealed record Note(string Name, IReadOnlyList<Guid> Users);
}

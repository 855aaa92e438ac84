using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FaceRek.Core.Organizations;

/// <summary>The name of an organization in paths: 2 to 40 of a-z, 0-9 and inner hyphens, and not the name of a top-level page.</summary>
public static partial class Slug
{
    public const int MaxLength = 40;

    /// <summary>
    /// Words that were reserved after organizations could already take them. An organization that has one keeps it
    /// and takes precedence over the top-level page of that name.
    /// </summary>
    public static readonly IReadOnlySet<string> ReservedLater = new HashSet<string>(StringComparer.Ordinal)
    {
        "analyze",
        "build",
        "calendar",
        "compat",
        "connect",
        "detection",
        "iclock",
        "imprint",
        "kiosk",
        "livez",
        "oauth",
        "offline",
        "readyz",
        "recognition",
        "register",
        "represent",
        "scim",
        "search",
        "verification",
        "verify",
        "version",
    };

    /// <summary>
    /// First segments that top-level pages, assets and endpoints use or may use later. A test compares this with the
    /// routes.
    /// </summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(ReservedLater, StringComparer.Ordinal)
    {
        "about",
        "account",
        "admin",
        "api",
        "assets",
        "billing",
        "blog",
        "confirm-email",
        "contact",
        "css",
        "demo",
        "docs",
        "error",
        "facerek",
        "favicon.ico",
        "favicon.svg",
        "forgot-password",
        "health",
        "help",
        "home",
        "hooks",
        "img",
        "index",
        "invitation",
        "js",
        "legal",
        "live",
        "liveness",
        "login",
        "logout",
        "mail",
        "metrics",
        "models",
        "new",
        "openapi",
        "organizations",
        "pricing",
        "privacy",
        "reset-password",
        "robots.txt",
        "settings",
        "sign-in",
        "sign-out",
        "sign-up",
        "static",
        "status",
        "support",
        "swagger",
        "terms",
        "well-known",
        "www",
    };

    /// <summary>Whether a new organization may have it.</summary>
    public static bool IsValid(string slug) => Shape().IsMatch(slug) && !Reserved.Contains(slug);

    /// <summary>
    /// The nearest slug to a name: accents dropped, a hyphen for everything except letters and digits; "company" where
    /// nothing is left.
    /// </summary>
    public static string From(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        var slug = Hyphens().Replace(string.Concat(letters), "-").Trim('-');
        slug = slug.Length > MaxLength - 4 ? slug[..(MaxLength - 4)].Trim('-') : slug;
        return IsValid(slug) ? slug
            : slug.Length is 0 or 1 ? "company"
            : $"{slug}-co";
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])$")]
    private static partial Regex Shape();

    [GeneratedRegex("-{2,}")]
    private static partial Regex Hyphens();
}

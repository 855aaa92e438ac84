using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.SignIn;

/// <summary>Responses shared by several account pages.</summary>
internal static class Answers
{
    /// <summary>The form again, with its errors.</summary>
    public static PageResult Again(this PageModel page, int status = StatusCodes.Status400BadRequest)
    {
        page.Response.StatusCode = status;
        return page.Page();
    }

    public static PageResult Wait(this PageModel page, TimeSpan time, IStringLocalizer<Words> words)
    {
        page.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        page.ModelState.AddModelError(
            "",
            words["Too many tries. Wait {0} min and try again.", Math.Ceiling(time.TotalMinutes)].Value
        );
        return page.Again(StatusCodes.Status429TooManyRequests);
    }

    /// <summary>A link from an email that was used, replaced or is too old: status 410, and the page says what to do.</summary>
    public static PageResult Gone(this PageModel page) => page.Again(StatusCodes.Status410Gone);

    public static LocalRedirectResult ToLocal(this PageModel page, string? returnUrl, string otherwise) =>
        page.LocalRedirect(returnUrl is ['/', ..] && page.Url.IsLocalUrl(returnUrl) ? returnUrl : otherwise);
}

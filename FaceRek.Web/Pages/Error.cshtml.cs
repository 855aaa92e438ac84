using System.Globalization;
using FaceRek.Core.Faces.Engine;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages;

[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ErrorModel(IStringLocalizer<Words> words) : PageModel
{
    public string Title { get; private set; } = "";
    public string Sentence { get; private set; } = "";

    public void OnGet() => Say();

    public void OnPost() => Say();

    // Read from the path by hand: nothing is bound while an aborted form is still in the request.
    private void Say() =>
        (Title, Sentence) = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture) switch
        {
            400 => (words["The request was incomplete"].Value, words["Go back, reload the page and try again."].Value),
            403 => (
                words["You don't have access to this page"].Value,
                words["Ask an admin of your organization if you need it."].Value
            ),
            404 => (
                words["Page not found"].Value,
                words["It does not exist, or it belongs to an organization you are not a member of."].Value
            ),
            413 => (words["Too large"].Value, words["This file is too large. Choose a smaller one."].Value),
            429 => (
                words["Too many tries"].Value,
                words["You tried too often in a short time. Wait a minute and try again."].Value
            ),
            503
                when HttpContext.Features.Get<IExceptionHandlerFeature>() is { Error: var exception }
                    && FaceEngine.ObstacleIn(exception) is not null => (
                words["Face recognition is not available right now"].Value,
                words["Nothing was changed. Check in with your PIN. The reason is in the server's log."].Value
            ),
            503 => (words["The server is busy"].Value, words["Nothing was changed. Try again in a moment."].Value),
            >= 400 and < 500 => (
                words["This request is not possible"].Value,
                words["Go back, reload the page and try again."].Value
            ),
            _ => (
                words["Something went wrong on our side"].Value,
                words["We logged the error. Try again in a moment."].Value
            ),
        };
}

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
            400 => (words["That did not arrive whole"].Value, words["Go back, reload the page and try again."].Value),
            403 => (
                words["Not yours to open"].Value,
                words["Ask an admin of your company if you need this page."].Value
            ),
            404 => (
                words["Nothing here"].Value,
                words["The page does not exist, or it belongs to a company you are not a member of."].Value
            ),
            413 => (words["Too large"].Value, words["That file is larger than this page takes."].Value),
            429 => (
                words["A little slower, please"].Value,
                words["Too many tries in a short time. Wait a moment and try again."].Value
            ),
            503
                when HttpContext.Features.Get<IExceptionHandlerFeature>() is { Error: var fault }
                    && FaceEngine.ObstacleIn(fault) is not null => (
                words["Faces cannot be read on this server just now"].Value,
                words[
                    "Nothing was changed. A PIN works without a camera; whoever runs the server finds the reason in its log."
                ].Value
            ),
            503 => (words["Busy just now"].Value, words["Nothing was changed. Try again in a moment."].Value),
            >= 400 and < 500 => (
                words["That cannot be answered"].Value,
                words["Go back, reload the page and try again."].Value
            ),
            _ => (words["Something broke on our side"].Value, words["It was noted. Try again in a moment."].Value),
        };
}

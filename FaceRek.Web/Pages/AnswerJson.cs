using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Pages;

/// <summary>What a script shows: words and the new state of the camera panel. A refusal is a problem in the sense of RFC 9457.</summary>
/// <param name="Code">Stable, for scripts and tests; the words are for people.</param>
/// <param name="State">Of the panel: success, failure (try again) or closed (the camera stops).</param>
public sealed record AnswerJson(
    int Status,
    string Code,
    string State,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnswerJson.LinkJson? Link = null
)
{
    public JsonResult ToResult() =>
        new(this)
        {
            StatusCode = Status,
            ContentType = Status < StatusCodes.Status400BadRequest ? "application/json" : "application/problem+json",
        };

    public sealed record LinkJson(string Href, string Text);
}

using System.Text.RegularExpressions;

namespace FaceRek.Tests.Support;

/// <summary>Submits a form like a browser without JavaScript: opens the page, reads its antiforgery token, posts.</summary>
public static partial class Forms
{
    /// <param name="action">The form's target, if it is not the page itself.</param>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client,
        string page,
        Dictionary<string, string> fields,
        string? action = null
    )
    {
        var token = await client.FormTokenAsync(page);
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        return await client.PostAsync(new Uri(action ?? page, UriKind.Relative), content);
    }

    public static async Task<string> FormTokenAsync(this HttpClient client, string page)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        return Token().Match(html) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidOperationException($"{page} holds no form.");
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}

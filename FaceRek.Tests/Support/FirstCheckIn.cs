using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Tests.Support;

/// <summary>
/// Does what a new user does, against a server that runs elsewhere: sign up, confirm, join, consent, enrol and check
/// in, each with the forms of the pages. <c>bin/fresh</c> calls it.
/// </summary>
internal sealed partial class FirstCheckIn : IDisposable
{
    public const string Command = "first-check-in";
    private const string Password = "look-into-the-camera";
    private const int Face = Capture.EveFace;

    private readonly HttpClient client;

    /// <param name="address">Of a server that runs in Development, where emails can be read.</param>
    public FirstCheckIn(Uri address) =>
        client = new HttpClient(
            new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }
        )
        {
            BaseAddress = address,
        };

    /// <param name="args">The server's address; it runs in Development, where emails can be read.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var address])
        {
            await Console.Error.WriteLineAsync($"usage: {Command} ADDRESS");
            return 2;
        }
        using var story = new FirstCheckIn(new Uri(address));
        try
        {
            Console.WriteLine(await story.TellAsync());
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or InvalidOperationException
                        or JsonException
                        or KeyNotFoundException
            )
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>Signs up and joins as a person.</summary>
    /// <returns>The address of the new organization's pages.</returns>
    public async Task<string> JoinAsync()
    {
        var number = Guid.CreateVersion7().ToString("N")[^12..];
        var email = $"newcomer-{number}@example.com";
        await SubmitAsync(
            "/sign-up",
            new()
            {
                ["Input.Name"] = "Nora Newcomer",
                ["Input.Company"] = $"Newcomer {number}",
                ["Input.Email"] = email,
                ["Input.Password"] = Password,
                ["Input.Zone"] = "Europe/London",
            }
        );
        await SubmitAsync(await ConfirmationOfAsync(email), []);
        var home = await SubmitAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = Password });
        await SubmitAsync($"{home}/people/join", []);
        return home;
    }

    public Task<string> ReadAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>The address of the organization's pages, once it was joined.</summary>
    public string Home { get; private set; } = "";

    /// <returns>The message for the person at the camera.</returns>
    public async Task<string> TellAsync()
    {
        var home = Home = await JoinAsync();
        var consent = await ReadAsync($"{home}/me/consent");
        await SubmitAsync(
            $"{home}/me/consent",
            new() { ["Input.TextVersion"] = TextVersion().Match(consent).Groups[1].Value, ["Input.IsAgreed"] = "true" }
        );
        await EnrolAsync($"{home}/me/enrol");
        return await CheckInAsync($"{home}/check-in");
    }

    private async Task EnrolAsync(string page)
    {
        for (var moment = 1; moment <= 3; moment++)
        {
            using var form = Capture.Form().WithFiles("frame", [Capture.Frame(Face, moment)]);
            using var answer = await client.SendAsync(page, $"{page}?handler=frame", form);
            var step = await StepAsync(answer, "step");
            if (step != "added")
            {
                throw new InvalidOperationException(
                    $"Picture {moment} was not enrolled: {await answer.Content.ReadAsStringAsync()}"
                );
            }
        }
    }

    private async Task<string> CheckInAsync(string page)
    {
        using var asked = await client.SendAsync(page, $"{page}?handler=challenge", Capture.Form());
        var ticket = await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var moves = ticket
            .GetProperty("moves")
            .EnumerateArray()
            .Select(move => Enum.Parse<HeadMove>(move.GetProperty("name").GetString()!, ignoreCase: true))
            .ToList();
        var frames =
            moves.Count > 0
                ? Capture.MovingBurst(Face, moves)
                :
                [
                    .. Enumerable
                        .Range(100, ticket.GetProperty("frames").GetInt32())
                        .Select(moment => Capture.Frame(Face, moment)),
                ];
        var apart = moves.Count > 0 ? 145 : ticket.GetProperty("milliseconds").GetInt32() / (frames.Count - 1);
        using var form = Capture
            .Form(
                ("challenge", ticket.GetProperty("challenge").GetString()!),
                ("direction", ""),
                ("times", string.Join(',', frames.Select((_, i) => apart * i)))
            )
            .WithFiles("frames", frames);
        using var answer = await client.SendAsync(page, page, form);
        var said = await StepAsync(answer, "title");
        return answer.IsSuccessStatusCode
            ? said
            : throw new InvalidOperationException($"The check-in was refused: {said}");
    }

    private static async Task<string> StepAsync(HttpResponseMessage answer, string member) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetString()!;

    /// <summary>The email may be written after the response.</summary>
    private async Task<string> ConfirmationOfAsync(string email)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            foreach (Match message in EmailLink().Matches(await ReadAsync("/mail")))
            {
                var text = WebUtility.HtmlDecode(await ReadAsync(message.Groups[1].Value));
                if (
                    text.Contains(email, StringComparison.Ordinal)
                    && ConfirmationLink().Match(text) is { Success: true } link
                )
                {
                    return new Uri(link.Value).PathAndQuery;
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
        throw new InvalidOperationException("No email came.");
    }

    /// <returns>The redirect target.</returns>
    private async Task<string> SubmitAsync(string page, Dictionary<string, string> fields)
    {
        using var answer = await client.SubmitAsync(page, fields);
        return answer.Headers.Location is { } there
            ? there.OriginalString
            : throw new InvalidOperationException($"{page} was not taken: {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"Input.TextVersion\" value=\"(\\d+)\"")]
    private static partial Regex TextVersion();

    [GeneratedRegex("href=\"(/mail/[^\"]+)\"")]
    private static partial Regex EmailLink();

    [GeneratedRegex(@"https?://\S+?/confirm-email\?[^\s""<]+")]
    private static partial Regex ConfirmationLink();
}

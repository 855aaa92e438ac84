using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Api;

/// <summary>Where an admin creates and revokes keys, in a browser without scripts.</summary>
public sealed partial class KeyPagesTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const string Keys = "/bakery/settings/keys",
        Add = $"{Keys}/add";

    [Fact]
    public async Task A_key_is_made_shown_once_used_and_revoked()
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        using var made = await ben.SubmitAsync(
            Add,
            new()
            {
                ["Input.Name"] = "Payroll <b>",
                ["Input.Scopes"] = "people:read",
                ["Input.Days"] = "30",
                ["Input.Networks"] = "127.0.0.1, 192.0.2.0/24",
            }
        );
        Assert.Equal((HttpStatusCode.Redirect, Keys), (made.StatusCode, made.Headers.Location!.OriginalString));
        var (first, second) = (await ReadAsync(ben), await ReadAsync(ben));
        var key = Secret().Match(first).Value;
        Assert.NotEmpty(key);
        Assert.DoesNotMatch(Secret(), second);
        Assert.Contains("Payroll &lt;b&gt;", second, StringComparison.Ordinal);

        using var program = town.WithToken(await town.TokenAsync(key));
        Assert.Equal(200, (await program.AskAsync("people")).Status);
        Assert.Equal((403, "scope_missing"), (await program.AskAsync("punches")).Brief);

        var id = Guid.ParseExact(key.AsSpan(9, 32), "N");
        Assert.Contains($"{Keys}/revoke/{id}", second, StringComparison.Ordinal);
        using var revoked = await ben.SubmitAsync($"{Keys}/revoke/{id}", []);
        Assert.Equal(Keys, revoked.Headers.Location!.OriginalString);
        Assert.Equal((401, "token_invalid"), (await program.AskAsync("people")).Brief);
        Assert.Contains("Revoked", await ReadAsync(ben), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Name", "", "Enter a name")]
    [InlineData("Input.Scopes", "", "Choose at least one permission")]
    [InlineData("Input.Scopes", "keys:write", "Choose at least one permission")]
    [InlineData("Input.Networks", "everywhere", "addresses or networks")]
    [InlineData("Input.Days", "-1", "how long")]
    public async Task An_invalid_key_is_refused_in_words(string field, string value, string words)
    {
        using var ben = await town.World.ClientOfAsync(town.World.Ben);
        using var answer = await ben.SubmitAsync(
            Add,
            new Dictionary<string, string>
            {
                ["Input.Name"] = "Payroll",
                ["Input.Scopes"] = "people:read",
                ["Input.Days"] = "30",
                ["Input.Networks"] = "",
                [field] = value,
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains($" id=\"{field.Replace('.', '_')}\"", page, StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(HttpClient client) => client.GetStringAsync(new Uri(Keys, UriKind.Relative));

    [GeneratedRegex("frk_live_[0-9a-f]{32}_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}

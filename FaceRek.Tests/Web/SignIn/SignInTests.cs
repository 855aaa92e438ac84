using System.Net;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FaceRek.Tests.Web.SignIn;

public sealed class SignInTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("~//evil.example")]
    public async Task A_return_address_elsewhere_leads_home(string returnUrl)
    {
        using var client = town.App.NewClient();
        using var response = await AccountsFixture.SignInAsync(
            client,
            town.World.Ada.Email!,
            World.Password,
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}"
        );
        Assert.Equal("/bakery", await AccountsFixture.SentToAsync(response));
    }

    [Fact]
    public async Task A_user_who_was_sent_to_the_sign_in_comes_back_to_where_they_were()
    {
        using var client = town.App.NewClient();
        var sent = await AccountsFixture.SentToAsync(await client.Get("/settings/email"));
        using var response = await AccountsFixture.SignInAsync(
            client,
            town.World.Ada.Email!,
            World.Password,
            new Uri(town.App.Address, sent).PathAndQuery
        );
        Assert.Equal("/settings/email", await AccountsFixture.SentToAsync(response));
    }

    [Fact]
    public async Task An_unknown_email_a_wrong_password_and_an_unconfirmed_one_get_the_same_words_and_one_hash_each()
    {
        var hasher = new CountingHasher();
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.AddSingleton<IPasswordHasher<User>>(hasher)
        );
        var world = await World.CreateAsync(app);
        using var client = app.NewClient();
        using (
            var signedUp = await client.SubmitAsync("/sign-up", AccountsFixture.SignUpForm("new@unconfirmed.example"))
        ) { }
        // The dummy password is hashed once in the life of the process.
        using (var warm = await AccountsFixture.SignInAsync(client, "warm@nowhere.example", "wrong wrong wrong")) { }

        var pages = new List<string>();
        foreach (
            var (email, password) in new[]
            {
                ("who@nowhere.example", "wrong wrong wrong"),
                (world.Ada.Email!, "wrong wrong wrong"),
                ("new@unconfirmed.example", AccountsFixture.GoodPassword),
                ("new@unconfirmed.example", "wrong"),
                ("not an address", "wrong"),
                (world.Ada.Email!, new string('x', 5_000)),
            }
        )
        {
            hasher.Count = 0;
            using var response = await AccountsFixture.SignInAsync(client, email, password);
            Assert.Equal((HttpStatusCode.BadRequest, 1), (response.StatusCode, hasher.Count));
            pages.Add(Between(await response.Content.ReadAsStringAsync(), "class=\"errors\"", "</div>"));
        }
        Assert.Single(pages.Distinct());
        Assert.DoesNotContain("facerek=", string.Join(';', pages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guesses_at_one_account_from_one_network_are_slowed_without_locking_it()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var known = app.NewClient();
        using (var signedIn = await AccountsFixture.SignInAsync(known, world.Ben.Email!, World.Password))
        {
            Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        }
        using (var signedOut = await known.SubmitAsync("/sign-out", [])) { }

        using var stranger = app.NewClient();
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await AccountsFixture.SignInAsync(stranger, world.Ben.Email!, $"guess {guess}");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
        using var sixth = await AccountsFixture.SignInAsync(stranger, world.Ben.Email!, World.Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.Equal(60, sixth.Headers.RetryAfter!.Delta!.Value.TotalSeconds);

        // The same network with another account, and the same account in a browser that was signed in before: neither is locked out.
        using var otherBrowser = app.NewClient();
        using var neighbour = await AccountsFixture.SignInAsync(otherBrowser, world.Mia.Email!, World.Password);
        Assert.Equal(HttpStatusCode.Redirect, neighbour.StatusCode);
        using var owner = await AccountsFixture.SignInAsync(known, world.Ben.Email!, World.Password);
        Assert.Equal(HttpStatusCode.Redirect, owner.StatusCode);

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await AccountsFixture.SignInAsync(stranger, world.Ben.Email!, World.Password);
        Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_waits_for_strangers_guesses_gets_in_at_once_by_an_email()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        using var client = app.NewClient();
        for (var guess = 0; guess < 6; guess++)
        {
            using var wrong = await AccountsFixture.SignInAsync(client, world.Eve.Email!, $"guess {guess}");
        }

        using (var asked = await client.SubmitAsync("/forgot-password", new() { ["Input.Email"] = world.Eve.Email! }))
        { }
        await Eventually.HoldsAsync(() => Task.FromResult(app.Mail.Emails.Count > 0));
        using (
            var reset = await client.SubmitAsync(
                app.Mail.LinkTo(world.Eve.Email!),
                new() { ["Input.Password"] = AccountsFixture.GoodPassword }
            )
        )
        {
            Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(reset));
        }

        using var signedIn = await AccountsFixture.SignInAsync(client, world.Eve.Email!, AccountsFixture.GoodPassword);
        Assert.Equal("/bakery/check-in", await AccountsFixture.SentToAsync(signedIn));
    }

    [Fact]
    public async Task Every_sign_in_is_a_session_of_its_own_and_stays_it_when_it_is_checked()
    {
        using var client = town.App.NewClient();
        var first = await SessionIdAsync(client);
        using (var out1 = await client.SubmitAsync("/sign-out", [])) { }
        var second = await SessionIdAsync(client);
        Assert.NotEqual(first, second);

        // The security stamp is checked every 30 s, and the principal created again.
        town.App.Clock.Advance(TimeSpan.FromSeconds(40));
        using var response = await client.Get("/settings");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(second, SessionIdIn(response) ?? second);
        Assert.NotNull(SessionIdIn(response));
    }

    [Fact]
    public async Task Signing_out_takes_a_post_and_ends_the_session()
    {
        using var client = await town.World.ClientOfAsync(town.World.Ada);
        await client.Read("/sign-out");
        using (var still = await client.Get("/settings"))
        {
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }
        using var response = await client.SubmitAsync("/bakery/members", [], action: "/sign-out");
        Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(response));
        using var gone = await client.Get("/settings");
        Assert.StartsWith("/sign-in", await AccountsFixture.SentToAsync(gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_keep_me_signed_in_outlives_the_browser()
    {
        foreach (var remember in new[] { true, false })
        {
            using var client = town.App.NewClient();
            using var response = await client.SubmitAsync(
                "/sign-in",
                new()
                {
                    ["Input.Email"] = town.World.Ada.Email!,
                    ["Input.Password"] = World.Password,
                    ["Input.Remember"] = remember ? "true" : "false",
                }
            );
            var cookie = response
                .Headers.GetValues("Set-Cookie")
                .Single(value => value.StartsWith("facerek=", StringComparison.Ordinal));
            Assert.Equal(remember, cookie.Contains("expires=", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<string> SessionIdAsync(HttpClient client)
    {
        using var response = await AccountsFixture.SignInAsync(client, town.World.Ada.Email!, World.Password);
        return SessionIdIn(response)!;
    }

    private string? SessionIdIn(HttpResponseMessage response)
    {
        if (
            !response.Headers.TryGetValues("Set-Cookie", out var cookies)
            || cookies.SingleOrDefault(value => value.StartsWith("facerek=", StringComparison.Ordinal))
                is not { } cookie
        )
        {
            return null;
        }
        var format = town
            .App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme)
            .TicketDataFormat;
        return format
            .Unprotect(cookie["facerek=".Length..].Split(';')[0])!
            .Principal.FindFirst(UserSessions.IdClaim)
            ?.Value;
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        return start < 0 ? "" : text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private sealed class CountingHasher : PasswordHasher<User>
    {
        public int Count { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(
            User user,
            string hashedPassword,
            string providedPassword
        )
        {
            Count++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}

using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.SignIn;

public class SignUpTests(AccountsFixture town) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task Someone_signs_up_confirms_signs_in_and_stands_in_their_organization_as_its_owner()
    {
        using var client = town.App.NewClient();

        using var signedUp = await client.SubmitAsync(
            "/sign-up",
            AccountsFixture.SignUpForm("nora@nord.example", "Nord & Süd", "Nora Nord")
        );
        Assert.Equal("/sign-up/check-mail", await AccountsFixture.SentToAsync(signedUp));
        Assert.Contains("nora@nord.example", await client.Read("/sign-up/check-mail"), StringComparison.Ordinal);
        using (var early = await AccountsFixture.SignInAsync(client, "nora@nord.example", AccountsFixture.GoodPassword))
        {
            Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        }

        using var confirmed = await client.SubmitAsync(town.Mail.LinkTo("nora@nord.example"), []);
        Assert.Equal("/sign-in", await AccountsFixture.SentToAsync(confirmed));
        using var signedIn = await AccountsFixture.SignInAsync(
            client,
            "nora@nord.example",
            AccountsFixture.GoodPassword
        );
        Assert.Equal("/nord-sud", await AccountsFixture.SentToAsync(signedIn));
        Assert.Contains("Nord &amp; S", await client.Read("/nord-sud"), StringComparison.Ordinal);

        var membership = await MembershipOfAsync("nora@nord.example");
        Assert.Equal(
            (Role.Owner, "Nord & Süd", "Europe/Berlin"),
            (membership.Role, membership.Organization!.Name, membership.Organization.Zone)
        );
    }

    [Fact]
    public async Task Signing_up_several_times_at_once_is_answered_alike_and_makes_one_account()
    {
        const string email = "hasty@hasty.example";
        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 6)
                .Select(async number =>
                {
                    using var client = town.App.NewClient();
                    using var signedUp = await client.SubmitAsync(
                        "/sign-up",
                        AccountsFixture.SignUpForm(email, $"Hasty {number}")
                    );
                    return await AccountsFixture.SentToAsync(signedUp);
                })
        );
        Assert.All(answers, answer => Assert.Equal("/sign-up/check-mail", answer));
        Assert.StartsWith("Hasty", (await MembershipOfAsync(email)).Organization!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_company_of_a_name_gets_a_number_and_a_page_s_name_is_no_slug()
    {
        await town.NewOwnerAsync("twin1@twins.example", "Twin Shop");
        await town.NewOwnerAsync("twin2@twins.example", "Twin Shop");
        await town.NewOwnerAsync("sly@sly.example", "Sign-In");

        Assert.Equal("twin-shop", (await MembershipOfAsync("twin1@twins.example")).Organization!.Slug);
        Assert.Equal("twin-shop-2", (await MembershipOfAsync("twin2@twins.example")).Organization!.Slug);
        Assert.Equal("sign-in-co", (await MembershipOfAsync("sly@sly.example")).Organization!.Slug);
    }

    [Theory]
    [InlineData("Mars/Phobos", "Etc/UTC")]
    [InlineData("", "Etc/UTC")]
    [InlineData("Australia/Lord_Howe", "Australia/Lord_Howe")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    public async Task The_browser_s_zone_is_taken_where_it_is_one(string said, string zone)
    {
        var email = $"zone{Math.Abs(said.Length)}@zones.example";
        using var client = town.App.NewClient();
        using var response = await client.SubmitAsync(
            "/sign-up",
            AccountsFixture.SignUpForm(email, "Zone House", zone: said)
        );
        Assert.Equal(zone, (await MembershipOfAsync(email)).Organization!.Zone);
    }

    [Fact]
    public async Task Opening_the_link_alone_confirms_nothing_and_pressing_the_button_works_once()
    {
        using var client = town.App.NewClient();
        using var signedUp = await client.SubmitAsync("/sign-up", AccountsFixture.SignUpForm("once@once.example"));
        var link = town.Mail.LinkTo("once@once.example");

        await client.Read(link);
        Assert.False((await town.UserAsync("once@once.example"))!.EmailConfirmed);
        using var first = await client.SubmitAsync(link, []);
        Assert.True((await town.UserAsync("once@once.example"))!.EmailConfirmed);
        using var second = await client.SubmitAsync(link, []);
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        using var inside = await client.Get("/organizations");
        Assert.StartsWith("/sign-in", await AccountsFixture.SentToAsync(inside), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_with_another_code_or_for_another_user_is_closed()
    {
        using var client = town.App.NewClient();
        using var signedUp = await client.SubmitAsync("/sign-up", AccountsFixture.SignUpForm("wrong@code.example"));
        var link = town.Mail.LinkTo("wrong@code.example");
        var user = (await town.UserAsync("wrong@code.example"))!;

        foreach (
            var broken in new[]
            {
                link + "x",
                link.Split("code=")[0] + "code=",
                link.Replace(user.Id.ToString("N"), town.World.Ada.Id.ToString("N"), StringComparison.Ordinal),
                "/confirm-email?user=1e3&code=%00",
                "/confirm-email",
            }
        )
        {
            using var response = await client.SubmitAsync(broken, []);
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        }
        Assert.False((await town.UserAsync("wrong@code.example"))!.EmailConfirmed);
    }

    [Fact]
    public async Task An_email_with_an_account_gets_the_same_answer_and_its_owner_an_email()
    {
        using var client = town.App.NewClient();

        using var response = await client.SubmitAsync(
            "/sign-up",
            AccountsFixture.SignUpForm(town.World.Olaf.Email!, "Taken Harbour")
        );

        Assert.Equal("/sign-up/check-mail", await AccountsFixture.SentToAsync(response));
        Assert.Contains("already", town.Mail.LastTo(town.World.Olaf.Email!).Subject, StringComparison.Ordinal);
        Assert.Equal(town.World.Olaf.Name, (await town.UserAsync(town.World.Olaf.Email!))!.Name);
        await town.App.InAsync(
            town.World.Harbour,
            async (FaceRekDb db) => Assert.False(await db.Organizations.AnyAsync(o => o.Name == "Taken Harbour"))
        );
    }

    [Fact]
    public async Task When_mail_is_down_the_page_says_so_and_the_account_waits_for_its_email()
    {
        using var client = town.App.NewClient();
        town.Mail.IsDown = true;
        try
        {
            using var signedUp = await client.SubmitAsync("/sign-up", AccountsFixture.SignUpForm("late@mail.example"));
        }
        finally
        {
            town.Mail.IsDown = false;
        }
        Assert.Contains("could not be sent", await client.Read("/sign-up/check-mail"), StringComparison.Ordinal);

        using var again = await client.SubmitAsync(
            "/confirm-email/again",
            new() { ["Input.Email"] = "late@mail.example" }
        );
        using var confirmed = await client.SubmitAsync(
            AccountsFixture.PathIn(await town.LetterAsync("late@mail.example", "Confirm")),
            []
        );
        using var signedIn = await AccountsFixture.SignInAsync(
            client,
            "late@mail.example",
            AccountsFixture.GoodPassword
        );
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    [Fact]
    public async Task Links_lead_to_the_configured_address_whatever_a_request_calls_its_host()
    {
        using var client = town.App.NewClient();
        client.DefaultRequestHeaders.Host = "evil.example";
        client.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        using var signedUp = await client.SubmitAsync("/sign-up", AccountsFixture.SignUpForm("host@header.example"));

        var body = town.Mail.LastTo("host@header.example").Body;
        Assert.Contains("http://localhost:5080/confirm-email?", body, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Email", "a@b.example\r\nBcc: all@b.example")]
    [InlineData("Input.Email", "a@b@c.example")]
    [InlineData("Input.Email", "LONG320@b.example")]
    [InlineData("Input.Email", "")]
    [InlineData("Input.Name", "")]
    [InlineData("Input.Name", "    ")]
    [InlineData("Input.Name", "LONG10000")]
    [InlineData("Input.Name", "Ada\u001b[2J")]
    [InlineData("Input.Name", "Ada\u202Eada")]
    [InlineData("Input.Company", "LONG10000")]
    [InlineData("Input.Company", "\u2067x")]
    [InlineData("Input.Password", "seven77")]
    [InlineData("Input.Password", "LONG129")]
    [InlineData("Input.Password", "Password123!")]
    [InlineData("Input.Password", "CornerShop1")]
    public async Task What_is_wrong_with_a_field_is_said_and_nothing_is_made(string field, string value)
    {
        using var client = town.App.NewClient();
        var form = AccountsFixture.SignUpForm("bad@input.example");
        form[field] = value.StartsWith("LONG", StringComparison.Ordinal) ? Long(value[4..]) : value;

        using var response = await client.SubmitAsync("/sign-up", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var (id, page) = (field.Replace('.', '_'), await response.Content.ReadAsStringAsync());
        Assert.Contains($"<li id=\"error-{id}\"><a href=\"#{id}\"", page, StringComparison.Ordinal);
        var input = Regex.Match(page, $"<input[^>]* id=\"{id}\"[^>]*>").Value;
        Assert.Contains("aria-invalid=\"true\"", input, StringComparison.Ordinal);
        Assert.Contains($"aria-describedby=\"error-{id}", input, StringComparison.Ordinal);
        Assert.Null(await town.UserAsync("bad@input.example"));
    }

    [Fact]
    public async Task A_null_character_is_refused_before_any_field_is_read()
    {
        using var client = town.App.NewClient();
        using var response = await client.SubmitAsync(
            "/sign-up",
            AccountsFixture.SignUpForm("null@input.example", name: "Ada\0")
        );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(await town.UserAsync("null@input.example"));
    }

    [Fact]
    public async Task A_script_for_a_name_is_shown_as_text()
    {
        using var client = town.App.NewClient();
        using var signedUp = await client.SubmitAsync(
            "/sign-up",
            AccountsFixture.SignUpForm("xss@inert.example", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>")
        );
        using var confirmed = await client.SubmitAsync(town.Mail.LinkTo("xss@inert.example"), []);
        using var signedIn = await AccountsFixture.SignInAsync(
            client,
            "xss@inert.example",
            AccountsFixture.GoodPassword
        );

        foreach (var page in new[] { await AccountsFixture.SentToAsync(signedIn), "/settings", "/organizations" })
        {
            var html = await client.Read(page);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = town.App.NewClient();
        using var form = new FormUrlEncodedContent(AccountsFixture.SignUpForm("csrf@token.example"));
        using var response = await client.PostAsync(new Uri("/sign-up", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(await town.UserAsync("csrf@token.example"));
    }

    private static string Long(string size)
    {
        var at = size.IndexOf('@', StringComparison.Ordinal);
        var length = int.Parse(at < 0 ? size : size[..at], System.Globalization.CultureInfo.InvariantCulture);
        return string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * 7 % 26))))
            + (at < 0 ? "" : size[at..]);
    }

    private async Task<Membership> MembershipOfAsync(string email)
    {
        var user = (await town.UserAsync(email))!;
        await using var scope = town.App.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .MembershipsOf(user.Id)
            .Include(m => m.Organization)
            .SingleAsync();
    }
}

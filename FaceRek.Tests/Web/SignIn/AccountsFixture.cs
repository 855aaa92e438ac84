using System.Net;
using System.Text.RegularExpressions;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.SignIn;

/// <summary>The application with the two organizations, for the tests of one class, and account actions.</summary>
public sealed partial class AccountsFixture : IAsyncLifetime
{
    public const string GoodPassword = "three brown otters swim";

    public FaceRekApp App { get; private set; } = null!;
    public World World { get; private set; } = null!;
    public SentMail Mail => App.Mail;

    public async ValueTask InitializeAsync()
    {
        App = await FaceRekApp.StartAsync();
        World = await World.CreateAsync(App);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public static Dictionary<string, string> SignUpForm(
        string email,
        string company = "Corner Shop",
        string name = "Cora Corner",
        string password = GoodPassword,
        string zone = "Europe/Berlin"
    ) =>
        new()
        {
            ["Input.Name"] = name,
            ["Input.Company"] = company,
            ["Input.Email"] = email,
            ["Input.Password"] = password,
            ["Input.Zone"] = zone,
        };

    public static Task<HttpResponseMessage> SignInAsync(
        HttpClient client,
        string email,
        string password,
        string page = "/sign-in"
    ) => client.SubmitAsync(page, new() { ["Input.Email"] = email, ["Input.Password"] = password });

    /// <summary>A new user with a confirmed email address who owns a company of that name; not signed in.</summary>
    public async Task<string> NewOwnerAsync(string email, string company)
    {
        using var client = App.NewClient();
        using var signedUp = await client.SubmitAsync("/sign-up", SignUpForm(email, company));
        Assert.Equal(HttpStatusCode.Redirect, signedUp.StatusCode);
        using var confirmed = await client.SubmitAsync(Mail.LinkTo(email), []);
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        return email;
    }

    /// <summary>The email, as soon as it is there: some are sent after the response.</summary>
    public async Task<EmailMessage> LetterAsync(string email, string subject)
    {
        EmailMessage? Found() =>
            Mail.Emails.LastOrDefault(message =>
                message.To == email && message.Subject.Contains(subject, StringComparison.Ordinal)
            );
        await Eventually.HoldsAsync(
            () => Task.FromResult(Found() is not null),
            () =>
                $"No email '{subject}' came for {email}; there are: {string.Join("; ", Mail.Emails.Select(l => $"{l.To} {l.Subject}"))}"
        );
        return Found()!;
    }

    public static string PathIn(EmailMessage message) => new Uri(Link().Match(message.Body).Value).PathAndQuery;

    public Task<User?> UserAsync(string email) => WithUsersAsync(users => users.FindByEmailAsync(email));

    public async Task<T> WithUsersAsync<T>(Func<UserManager<User>, Task<T>> work)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<User>>());
    }

    /// <summary>The redirect target; fails with the page's text where there is none.</summary>
    public static async Task<string> SentToAsync(HttpResponseMessage response) =>
        response.Headers.Location?.ToString()
        ?? throw new InvalidOperationException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}

using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using FaceRek.Core.Mail;
using FaceRek.Tests.Support;
using Microsoft.Data.Sqlite;

namespace FaceRek.Tests.Web.SignIn;

/// <summary>
/// A secret in an email opens an account: it is in the mailbox and in no row of the outbox. What tells of a change is
/// in the outbox, and outlives the process.
/// </summary>
public sealed partial class SecretEmailTests
{
    [Fact]
    public async Task No_secret_of_an_email_is_in_the_outbox_and_no_address_stays_there()
    {
        await using var town = new AccountsFixture();
        await town.InitializeAsync();
        var email = await town.NewOwnerAsync("secret@secret.example", "Secret House");
        var user = await town.UserAsync(email);
        using var client = await town.World.ClientOfAsync(user);
        using var stranger = town.App.NewClient();
        using var ada = await town.World.ClientOfAsync(town.World.Ada);

        using var invited = await ada.SubmitAsync(
            "/bakery/members/invite",
            new() { ["Input.Email"] = "guest@secret.example", ["Input.Role"] = "Employee" }
        );
        using var forgot = await stranger.SubmitAsync("/forgot-password", new() { ["Input.Email"] = email });
        using var asked = await client.SubmitAsync(
            "/settings/email",
            new() { ["Input.Email"] = "moved@secret.example", ["Input.Password"] = AccountsFixture.GoodPassword }
        );
        using var changed = await client.SubmitAsync(
            "/settings/password",
            new() { ["Input.Present"] = AccountsFixture.GoodPassword, ["Input.Password"] = "seven silver kites" }
        );
        Assert.Equal("/settings", await AccountsFixture.SentToAsync(changed));
        // The change of the password closed the link of before.
        using var askedAgain = await client.SubmitAsync(
            "/settings/email",
            new() { ["Input.Email"] = "moved@secret.example", ["Input.Password"] = "seven silver kites" }
        );
        var emails = new[]
        {
            await town.LetterAsync(email, "Confirm your email"),
            await town.LetterAsync(email, "Choose a new"),
            await town.LetterAsync("moved@secret.example", "Confirm your new"),
            await town.LetterAsync("guest@secret.example", "Join"),
        };
        using var moved = await client.SubmitAsync(AccountsFixture.PathIn(emails[2]), []);
        Assert.Equal("/settings", await AccountsFixture.SentToAsync(moved));
        await town.LetterAsync(email, "of your FaceRek account was changed");
        await town.LetterAsync(email, "Your FaceRek password was changed");

        var secrets = emails.Select(SecretOf).ToList();
        Assert.All(secrets, secret => Assert.True(secret.Length > 30));
        await Eventually.HoldsAsync(() =>
            Task.FromResult(Cells(town.App).Count(cell => cell is { Column: "SentAt", Value: long }) == 2)
        );
        var cells = Cells(town.App);
        Assert.Equal(
            ["AddressChanged", "PasswordChanged"],
            cells.Where(cell => cell.Column == "Kind").Select(cell => (string)cell.Value).Order()
        );
        Assert.DoesNotContain(
            cells,
            cell =>
                cell.Value is string text
                && (
                    text.Contains('@', StringComparison.Ordinal)
                    || secrets.Exists(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase))
                )
        );
    }

    [Fact]
    public async Task A_password_that_was_not_changed_is_not_written_about()
    {
        await using var town = new AccountsFixture();
        await town.InitializeAsync();
        using var client = await town.World.ClientOfAsync(town.World.Mia);
        using var weak = await client.SubmitAsync(
            "/settings/password",
            new() { ["Input.Present"] = World.Password, ["Input.Password"] = "short" }
        );
        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        using var named = await client.SubmitAsync("/settings", new() { ["Input.Name"] = "Mia Other" });
        Assert.Empty(Cells(town.App));
    }

    private static string SecretOf(EmailMessage message)
    {
        var query = HttpUtility.ParseQueryString(new Uri(Link().Match(message.Body).Value).Query);
        return query["code"] ?? query["secret"]!;
    }

    private static List<(string Column, object Value)> Cells(FaceRekApp app)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "facerek.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM \"OutboxEmails\"";
        using var reader = command.ExecuteReader();
        var cells = new List<(string, object)>();
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                cells.Add((reader.GetName(column), reader.GetValue(column)));
            }
        }
        return cells;
    }

    [GeneratedRegex(@"https?://\S+(code|secret)=\S+")]
    private static partial Regex Link();
}

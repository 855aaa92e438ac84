using FaceRek.Core.Mail;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Mail;

public sealed class SmtpMailerTests
{
    [Fact]
    public async Task An_email_reaches_a_strict_server_complete()
    {
        await using var server = new SmtpServer();

        await MailerTo(server)
            .SendAsync(
                new EmailMessage("ada@bakery.example", "Ada Bäcker", "Grüße", "One\n.two with a dot\nthree"),
                CancellationToken.None
            );

        Assert.Empty(server.Faults);
        Assert.Contains(
            server.Commands,
            command => command.StartsWith("RCPT TO:<ada@bakery.example>", StringComparison.Ordinal)
        );
        Assert.Contains("\r\n.two with a dot\r\n", Assert.Single(server.Emails), StringComparison.Ordinal);
        Assert.Contains("From: FaceRek <no-reply@facerek.example>", server.Emails[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_or_subject_with_a_line_break_begins_no_header_of_its_own()
    {
        await using var server = new SmtpServer();

        await MailerTo(server)
            .SendAsync(
                new EmailMessage(
                    "ada@bakery.example",
                    "Ada\r\nBcc: all@bakery.example",
                    "Hello\r\nX-Evil: 1\r\n\r\nbody",
                    "Text"
                ),
                CancellationToken.None
            );

        var headers = server.Emails[0].Split("\r\n\r\n")[0].Split("\r\n");
        Assert.DoesNotContain(
            headers,
            header =>
                header.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase)
                || header.StartsWith("X-Evil", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal(1, server.Commands.Count(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ada@bakery.example\r\nRCPT TO:<all@bakery.example>")]
    [InlineData("ada@bakery.example, all@bakery.example")]
    [InlineData("Ada <ada@bakery.example>")]
    public async Task What_is_not_one_address_is_not_written_to(string address)
    {
        await using var server = new SmtpServer();
        await Assert.ThrowsAsync<ArgumentException>(() =>
            MailerTo(server).SendAsync(new EmailMessage(address, "", "Hello", "Text"), CancellationToken.None)
        );
        Assert.Empty(server.Emails);
    }

    [Fact]
    public async Task An_email_that_the_server_refuses_is_an_error_and_not_silence()
    {
        await using var server = new SmtpServer { RefusesRecipients = true };
        await Assert.ThrowsAnyAsync<Exception>(() =>
            MailerTo(server)
                .SendAsync(new EmailMessage("ada@bakery.example", "", "Hello", "Text"), CancellationToken.None)
        );
        Assert.Empty(server.Emails);
    }

    [Fact]
    public async Task The_log_says_that_an_email_was_refused_and_not_to_which_address()
    {
        await using var server = new SmtpServer { RefusesRecipients = true };
        var log = new LogText();

        Assert.False(
            await MailerTo(server)
                .TrySendAsync(new EmailMessage("ada@bakery.example", "", "Hello", "Text"), log, CancellationToken.None)
        );

        Assert.Contains("552", log.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ada@bakery.example", log.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static SmtpMailer MailerTo(SmtpServer server) =>
        new(
            new SmtpSender("127.0.0.1", server.Port, "", "", "FaceRek <no-reply@facerek.example>"),
            TimeProvider.System
        );
}

using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Mail;

public static partial class SendOrSay
{
    /// <summary>False where the email could not be sent, for callers that handle it. The error is logged, the email is not.</summary>
    public static async Task<bool> TrySendAsync(
        this IMailer mailer,
        EmailMessage message,
        ILogger logger,
        CancellationToken cancellationToken
    ) => await mailer.HandOverAsync(message, logger, cancellationToken) is null;

    /// <returns>The type of what went wrong; null where it was handed over.</returns>
    internal static async Task<string?> HandOverAsync(
        this IMailer mailer,
        EmailMessage message,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await mailer.SendAsync(message, cancellationToken);
            return null;
        }
        // A server's message about a recipient repeats the address, so only its code is logged.
        catch (SmtpCommandException exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogRefused(logger, exception.ErrorCode, (int)exception.StatusCode);
            return $"{exception.ErrorCode} {(int)exception.StatusCode}";
        }
        // A mailer fails in as many ways as networks, servers and disks do, and all of them mean the same here.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnsent(logger, exception);
            return exception.GetType().Name;
        }
    }

    [LoggerMessage(
        EventId = 1804,
        Level = LogLevel.Error,
        Message = "The mail server refused an email: {Error}, status {Status}"
    )]
    private static partial void LogRefused(ILogger logger, SmtpErrorCode error, int status);

    [LoggerMessage(EventId = 1805, Level = LogLevel.Error, Message = "An email could not be sent")]
    private static partial void LogUnsent(ILogger logger, Exception exception);
}

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
        catch (SmtpCommandException refusal) when (!cancellationToken.IsCancellationRequested)
        {
            LogRefused(logger, refusal.ErrorCode, (int)refusal.StatusCode);
            return $"{refusal.ErrorCode} {(int)refusal.StatusCode}";
        }
        // A mailer fails in as many ways as networks, servers and disks do, and all of them mean the same here.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnsent(logger, failure);
            return failure.GetType().Name;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail server turned a letter away: {Error}, status {Status}")]
    private static partial void LogRefused(ILogger logger, SmtpErrorCode error, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "A letter could not be handed over")]
    private static partial void LogUnsent(ILogger logger, Exception failure);
}

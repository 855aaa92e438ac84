using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Mail;

public static partial class SendOrSay
{
    /// <summary>False where the letter could not be handed over, for callers who have words for that. What went wrong is in the log, the letter is not.</summary>
    public static async Task<bool> TrySendAsync(this IMailer mailer, Letter letter, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await mailer.SendAsync(letter, cancellation);
            return true;
        }
        // A mailer fails in as many ways as networks, servers and disks do, and all of them mean the same here.
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogUnsent(logger, failure);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A letter could not be handed over")]
    private static partial void LogUnsent(ILogger logger, Exception failure);
}

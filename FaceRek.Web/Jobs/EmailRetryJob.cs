using FaceRek.Core.Mail;

namespace FaceRek.Web.Jobs;

/// <summary>Sends what is due again in the outbox, also what another node wrote or had in hand when it ended.</summary>
internal sealed class EmailRetryJob(EmailSender sender) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) => sender.SendAllDueAsync(cancellationToken);
}

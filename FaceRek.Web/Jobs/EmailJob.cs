using FaceRek.Core.Mail;

namespace FaceRek.Web.Jobs;

/// <summary>Sends what was just committed to the outbox on this node.</summary>
internal sealed class EmailJob(EmailSignal signal, EmailSender sender) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await signal.WaitAsync(cancellationToken);
        await sender.SendAllDueAsync(cancellationToken);
    }
}

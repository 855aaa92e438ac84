using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.Subscriptions;

namespace FaceRek.Web.Jobs;

/// <summary>
/// Runs billing's jobs: events at once, seats and emails every few seconds, the day's count every hour, the
/// reconciliation with Stripe at the start and every night.
/// </summary>
internal sealed partial class BillingJobs(
    StripeEventWorker inbox,
    InboxSignal bell,
    BillingReconciliation rounds,
    TimeProvider clock,
    ILogger<BillingJobs> logger
) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>In UTC; before Europe's working day begins.</summary>
    private const int ReconcilingHour = 2;

    private DateOnly reconciledOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            DeliverWhenRungAsync(stoppingToken),
            RecurringWork.EveryAsync(Tick, clock, TickAsync, Tell, stoppingToken),
            RecurringWork.EveryAsync(Hour, clock, HourAsync, Tell, stoppingToken),
            OnceAsync(rounds.ReconcileAsync, stoppingToken)
        );

    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await inbox.RunAsync(cancellationToken);
        await rounds.SendLettersAsync(attempts: 1, cancellationToken);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        await DeliverAsync(cancellationToken);
        await rounds.SyncSeatsAsync(cancellationToken);
    }

    private async Task HourAsync(CancellationToken cancellationToken)
    {
        await rounds.CountDayAsync(cancellationToken);
        await rounds.SendLettersAsync(BillingEmailSender.MaxAttempts, cancellationToken);
        var now = clock.GetUtcNow();
        if (now.Hour < ReconcilingHour || DateOnly.FromDateTime(now.UtcDateTime) == reconciledOn)
        {
            return;
        }
        await rounds.ReconcileAsync(cancellationToken);
        reconciledOn = DateOnly.FromDateTime(now.UtcDateTime);
    }

    private async Task DeliverWhenRungAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await bell.WaitAsync(stopping);
                await OnceAsync(DeliverAsync, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    private async Task OnceAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
        }
        // The next round tries again; without this, one failure would end all rounds.
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Tell(fault);
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Only the kind: Stripe's message does not belong into a log.</summary>
    private void Tell(Exception fault) => LogFailed(fault.GetType().Name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of billing failed and will be tried again: {Fault}")]
    private partial void LogFailed(string fault);
}

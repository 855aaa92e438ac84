using FaceRek.Core.Billing;

namespace FaceRek.Web.Setup;

/// <summary>When billing's work is done: events at once, seats and letters every few seconds, the day's count every hour, everything against Stripe at the start and every night.</summary>
internal sealed partial class BillingClock(InboxWork inbox, InboxBell bell, BillingRounds rounds, TimeProvider clock, ILogger<BillingClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>In UTC; before Europe's working day begins.</summary>
    private const int ReconcilingHour = 2;

    private DateOnly reconciledOn = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RunAsync(() => bell.WaitAsync(stoppingToken), DeliverAsync, stoppingToken),
        EveryAsync(Tick, TickAsync, stoppingToken),
        EveryAsync(Hour, HourAsync, stoppingToken),
        OnceAsync(rounds.ReconcileAsync, stoppingToken));

    private async Task DeliverAsync(CancellationToken cancellation)
    {
        await inbox.RunAsync(cancellation);
        await rounds.SendLettersAsync(attempts: 1, cancellation);
    }

    private async Task TickAsync(CancellationToken cancellation)
    {
        await DeliverAsync(cancellation);
        await rounds.SyncSeatsAsync(cancellation);
    }

    private async Task HourAsync(CancellationToken cancellation)
    {
        await rounds.CountDayAsync(cancellation);
        await rounds.SendLettersAsync(OwnersPost.MaxAttempts, cancellation);
        var now = clock.GetUtcNow();
        if (now.Hour < ReconcilingHour || DateOnly.FromDateTime(now.UtcDateTime) == reconciledOn) { return; }
        await rounds.ReconcileAsync(cancellation);
        reconciledOn = DateOnly.FromDateTime(now.UtcDateTime);
    }

    // A wait after each round and no timer that repeats: a machine that slept, and a clock that leaps in a test, owe no rounds.
    private Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken stopping) => RunAsync(() => Task.Delay(period, clock, stopping), work, stopping);

    private async Task RunAsync(Func<Task> wait, Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await wait();
                await OnceAsync(work, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    private async Task OnceAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try { await work(stopping); }
        // The next round tries again; without this one failure would be the last round.
        catch (Exception fault) when (!stopping.IsCancellationRequested) { LogFailed(fault.GetType().Name); }
        catch (OperationCanceledException) { }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A round of billing failed and will be tried again: {Fault}")]
    private partial void LogFailed(string fault);
}

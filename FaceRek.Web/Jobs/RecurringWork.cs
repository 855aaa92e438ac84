namespace FaceRek.Web.Jobs;

/// <summary>Recurring work: a wait, a round, and again until the application stops. A round that fails is told and does not end the rounds.</summary>
internal static class RecurringWork
{
    /// <summary>Waits anew after each round, so that a clock that leaps (a laptop that slept, a test) brings one round and not all that were missed.</summary>
    public static async Task EveryAsync(
        TimeSpan period,
        TimeProvider clock,
        Func<CancellationToken, Task> round,
        Action<Exception> failed,
        CancellationToken stopping
    )
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(period, clock, stopping);
                await round(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
            catch (Exception fault)
            {
                failed(fault);
            }
        }
    }
}

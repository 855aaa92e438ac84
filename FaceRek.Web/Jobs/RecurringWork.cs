namespace FaceRek.Web.Jobs;

/// <summary>
/// Recurring work: a wait, a round, and again until the application stops. A failed round is logged and does not end
/// the work.
/// </summary>
internal static class RecurringWork
{
    /// <summary>
    /// Waits from the end of each round, so that a clock that jumps (a laptop that slept, a test) causes one round and
    /// not all missed ones.
    /// </summary>
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

using FaceRek.Core.Faces.Installation;

namespace FaceRek.Web.Jobs;

/// <summary>
/// Fetches the recommended networks in the background where <c>bin/run</c> could not: at once, and then again after ever
/// longer pauses.
/// </summary>
internal sealed partial class ModelInstallJob(
    RecommendedPacks packs,
    TimeProvider clock,
    ILogger<ModelInstallJob> logger
) : IRecurringJob
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(6);

    /// <summary>A round that takes longer than this will not end well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private TimeSpan pause = packs.FirstPause;
    private DateTimeOffset due = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() < due)
        {
            return;
        }
        due = clock.GetUtcNow() + pause;
        using var patience = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        if (await packs.FetchAsync(end.Token))
        {
            (pause, due) = (packs.FirstPause, clock.GetUtcNow() + MaxPause);
            return;
        }
        LogMissing(packs.Obstacle!, pause);
        pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
    }

    [LoggerMessage(
        EventId = 2251,
        Level = LogLevel.Warning,
        Message = "The recommended networks are not complete, and the next try is in {Pause}: {Why}"
    )]
    private partial void LogMissing(string why, TimeSpan pause);
}

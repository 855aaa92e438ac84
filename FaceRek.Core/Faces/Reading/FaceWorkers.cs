using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Reading;

/// <summary>
/// Everything that reads faces queues here: as many readers at once as there are cores, a bounded queue in front of them, and a deadline,
/// past which nobody is waiting for the answer and nothing is done any more.
/// </summary>
/// <param name="workers">Pictures read at once, at least 1.</param>
/// <param name="places">Requests that may wait beside those being worked on, at least 0.</param>
/// <param name="patience">How long a request may wait and work.</param>
public sealed class FaceWorkers(int workers, int places, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim free = new(workers, workers);
    private int present;

    /// <summary>Requests that wait or are worked on.</summary>
    public int Present => Volatile.Read(ref present);

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the turn did not come in time.</exception>
    public async Task<FaceReading> ReadAsync(
        FaceReader reader,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) => (await ReadAllAsync(reader, [picture], limits, cancellationToken))[0];

    /// <summary>The same, and a crop of the face along with it.</summary>
    /// <exception cref="FaceWorkersBusyException">The queue is full, or the turn did not come in time.</exception>
    public Task<FaceReading> ReadWithCropAsync(
        FaceReader reader,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) => RunAsync(() => reader.ReadWithCrop(picture, limits), cancellationToken);

    /// <summary>The pictures of one request, in their order; they count as one in the queue and are read side by side where workers are free.</summary>
    /// <exception cref="FaceWorkersBusyException">The queue is full, or the turn did not come in time.</exception>
    public Task<FaceReading[]> ReadAllAsync(
        FaceReader reader,
        IReadOnlyList<ReadOnlyMemory<byte>> pictures,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) =>
        RunAllAsync(
            [.. pictures.Select(picture => (Func<FaceReading>)(() => reader.Read(picture, limits)))],
            cancellationToken
        );

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the turn did not come in time.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        (await RunAllAsync([work], cancellationToken))[0];

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the turn did not come in time.</exception>
    public async Task<T[]> RunAllAsync<T>(IReadOnlyList<Func<T>> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref present) > workers + places)
        {
            Interlocked.Decrement(ref present);
            throw new FaceWorkersBusyException("The queue of pictures to read is full.");
        }
        using var deadline = new CancellationTokenSource(patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await Task.WhenAll(work.Select(one => InTurnAsync(one, stop.Token)));
        }
        catch (OperationCanceledException)
            when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FaceWorkersBusyException("The turn of a picture did not come in time.");
        }
        finally
        {
            Interlocked.Decrement(ref present);
        }
    }

    public void Dispose() => free.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken stop)
    {
        await free.WaitAsync(stop);
        try
        {
            return await Task.Run(work, stop);
        }
        finally
        {
            free.Release();
        }
    }
}

/// <summary>There is more to read than can be read now. The same request may be sent again in a few seconds; nothing was done for it.</summary>
public sealed class FaceWorkersBusyException(string message) : Exception(message);

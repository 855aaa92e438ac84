using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Reading;

/// <summary>
/// The queue for everything that reads faces: as many readers at once as there are cores, a bounded queue in front of
/// them, and a deadline. After the deadline the caller is no longer waiting, so the work is dropped.
/// </summary>
/// <param name="workers">Pictures read at once, at least 1.</param>
/// <param name="places">Requests that may wait besides those being worked on, at least 0.</param>
/// <param name="patience">How long a request may wait and work.</param>
public sealed class FaceWorkers(int workers, int places, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim free = new(workers, workers);
    private int present;

    /// <summary>Requests that wait or are being worked on.</summary>
    public int Present => Volatile.Read(ref present);

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the deadline passed before a worker was free.</exception>
    public async Task<FaceReading> ReadAsync(
        FaceReader reader,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) => (await ReadAllAsync(reader, [picture], limits, cancellationToken))[0];

    /// <summary>Reads a picture and also crops the face.</summary>
    /// <exception cref="FaceWorkersBusyException">The queue is full, or the deadline passed before a worker was free.</exception>
    public Task<FaceReading> ReadWithCropAsync(
        FaceReader reader,
        ReadOnlyMemory<byte> picture,
        PictureLimits limits,
        CancellationToken cancellationToken
    ) => RunAsync(() => reader.ReadWithCrop(picture, limits), cancellationToken);

    /// <summary>
    /// Reads the pictures of one request, in order; they take one place in the queue and are read in parallel where
    /// workers are free.
    /// </summary>
    /// <exception cref="FaceWorkersBusyException">The queue is full, or the deadline passed before a worker was free.</exception>
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

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the deadline passed before a worker was free.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        (await RunAllAsync([work], cancellationToken))[0];

    /// <exception cref="FaceWorkersBusyException">The queue is full, or the deadline passed before a worker was free.</exception>
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

/// <summary>The readers are overloaded. Nothing was done for the request; the caller may send it again in a few seconds.</summary>
public sealed class FaceWorkersBusyException(string message) : Exception(message);

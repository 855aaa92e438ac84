using FaceRek.Core.Faces.Reading;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Core.Faces.Reading;

public sealed class FaceWorkersTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider clock = new();
    private readonly FaceWorkers workers;
    private readonly ManualResetEventSlim door = new(),
        entered = new();
    private int done;

    public FaceWorkersTests() => workers = new FaceWorkers(workers: 1, places: 2, Patience, clock);

    public void Dispose()
    {
        door.Set();
        workers.Dispose();
        door.Dispose();
        entered.Dispose();
    }

    [Fact]
    public async Task What_finds_no_place_is_turned_away_at_once_and_not_done()
    {
        var first = Hold();
        var waiting = new[] { Count(), Count() };
        Assert.Equal(3, workers.Present);

        await Assert.ThrowsAsync<FaceWorkersBusyException>(Count);

        Assert.Equal(3, workers.Present);
        door.Set();
        await Task.WhenAll(waiting);
        await first;
        Assert.Equal((2, 0), (done, workers.Present));
    }

    [Fact]
    public async Task Past_its_deadline_nothing_is_done()
    {
        var first = Hold();
        entered.Wait(TestContext.Current.CancellationToken);
        var late = Count();
        clock.Advance(Patience + TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<FaceWorkersBusyException>(() => late);

        door.Set();
        await first;
        await Count();
        Assert.Equal(1, done);
    }

    [Fact]
    public async Task For_a_caller_who_left_nothing_is_done()
    {
        var first = Hold();
        using var left = new CancellationTokenSource();
        var abandoned = workers.RunAsync(() => ++done, left.Token);
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);

        door.Set();
        await first;
        Assert.Equal((0, 0), (done, workers.Present));
    }

    [Fact]
    public async Task Never_more_work_at_once_than_workers_and_a_whole_burst_takes_one_place()
    {
        using var two = new FaceWorkers(workers: 2, places: 0, Patience, clock);
        var (inside, most) = (0, 0);
        int Work()
        {
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            Thread.SpinWait(20_000);
            Interlocked.Decrement(ref inside);
            return now;
        }
        var bursts = Enumerable
            .Range(0, 2)
            .Select(_ => two.RunAllAsync([.. Enumerable.Repeat((Func<int>)Work, 12)], CancellationToken.None));
        Assert.Equal(24, (await Task.WhenAll(bursts)).Sum(burst => burst.Length));
        Assert.InRange(most, 1, 2);
    }

    private Task<int> Hold() =>
        workers.RunAsync(
            () =>
            {
                entered.Set();
                door.Wait();
                return 0;
            },
            CancellationToken.None
        );

    private Task<int> Count() => workers.RunAsync(() => ++done, CancellationToken.None);

    private static void InterlockedMax(ref int most, int now)
    {
        for (
            var seen = Volatile.Read(ref most);
            now > seen && Interlocked.CompareExchange(ref most, now, seen) != seen;
            seen = Volatile.Read(ref most)
        ) { }
    }
}

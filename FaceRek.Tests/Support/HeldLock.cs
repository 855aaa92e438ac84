using System.Diagnostics;
using FaceRek.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

/// <summary>Makes a race end the same way each time: the work that is to lose waits for the lock while other data changes.</summary>
public static class HeldLock
{
    /// <summary>Starts the work while Eve's lock is held, lets it reach its first write, changes something and lets it continue.</summary>
    /// <param name="pieces">How many calls the work makes at once; each reaches its own first write.</param>
    public static Task<T> OvertakeAsync<T>(
        this FaceRekApp app,
        World world,
        Func<Task<T>> work,
        Func<FaceRekDb, Task> change,
        int pieces = 1
    ) =>
        app.InAsync(
            world.Bakery,
            async services =>
            {
                var db = services.GetRequiredService<FaceRekDb>();
                Task<T> waiting;
                using var trace = new Activity("overtaken");
                await using (
                    var transaction = await db.BeginLockedAsync(
                        world.EvePerson.Id,
                        TestContext.Current.CancellationToken
                    )
                )
                {
                    var arrived = app.Arrivals.OfAsync(trace.Start(), pieces);
                    waiting = Task.Run(work);
                    // The change made meanwhile is not part of the work.
                    trace.Stop();
                    await Task.WhenAny(arrived, waiting)
                        .WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
                    await change(db);
                    await transaction.CommitAsync();
                }
                return await waiting;
            }
        );
}

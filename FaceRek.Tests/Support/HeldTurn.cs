using FaceRek.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

/// <summary>Makes a race come out the same way each time: what is to lose it waits for the writer while the world changes.</summary>
public static class HeldTurn
{
    /// <summary>Long enough to read all that is read before the first write.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Starts the work while Eve's turn is taken, lets it come as far as it can, changes something and lets it go on.</summary>
    public static Task<T> OvertakeAsync<T>(this FaceRekApp app, World world, Func<Task<T>> work, Func<FaceRekDb, Task> change) => app.InAsync(world.Bakery, async services =>
    {
        var db = services.GetRequiredService<FaceRekDb>();
        Task<T> waiting;
        await using (var turn = await db.TakeTurnAsync(world.EvePerson.Id, TestContext.Current.CancellationToken))
        {
            waiting = Task.Run(work);
            await Task.Delay(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
            await change(db);
            await turn.CommitAsync();
        }
        return await waiting;
    });
}

using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FaceRek.Core.Storage;

/// <summary>
/// Counts and dates every change of <see cref="IRevised"/> rows. Changes by statement are not seen: they affect nothing
/// that clients copy.
/// </summary>
internal sealed class RevisionInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Revise(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Revise(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private void Revise(DbContext db)
    {
        var now = clock.GetUtcNow();
        foreach (
            var entry in db
                .ChangeTracker.Entries<IRevised>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
        )
        {
            entry.Entity.Revise(now);
        }
    }
}

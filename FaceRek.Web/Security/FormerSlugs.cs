using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Security;

/// <summary>
/// The organizations with a slug that was reserved later (<see cref="Slug.ReservedLater"/>). No new one can take such a
/// slug, so the list is short and only gets shorter; it is read again every minute.
/// </summary>
internal sealed class FormerSlugs(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private volatile Taken? taken;

    public async ValueTask<bool> ContainsAsync(string slug, CancellationToken cancellationToken)
    {
        if (!Slug.ReservedLater.Contains(slug))
        {
            return false;
        }
        if (taken is not { } known || clock.GetElapsedTime(known.ReadAt) > Kept)
        {
            taken = known = await ReadAsync(cancellationToken);
        }
        return known.Slugs.Contains(slug);
    }

    private async Task<Taken> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var now = clock.GetTimestamp();
        string[] later = [.. Slug.ReservedLater];
        var slugs = await db
            .Organizations.Select(organization => organization.Slug)
            .Where(slug => later.Contains(slug))
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        return new Taken(slugs, now);
    }

    private sealed record Taken(IReadOnlySet<string> Slugs, long ReadAt);
}

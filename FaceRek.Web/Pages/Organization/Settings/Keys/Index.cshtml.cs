using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.Settings.Keys;

[Requires(Role.Admin)]
public sealed class IndexModel(FaceRekDb db, CurrentOrganization current, TimeProvider clock) : PageModel
{
    /// <summary>Fewer are in use; the latest ended ones follow.</summary>
    private const int MaxShown = 100;

    public IReadOnlyList<Row> Keys { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys = await db
            .ApiKeys.OrderByDescending(key => key.CreatedAt)
            .Take(MaxShown)
            .ToListAsync(cancellationToken);
        Keys = [.. keys.Select(key => RowOf(key, now)).OrderByDescending(row => row.IsInUse)];
    }

    private Row RowOf(ApiKey key, DateTimeOffset now)
    {
        var state = key.StateAt(now);
        return new Row(
            key.Id,
            key.Name,
            $"{ApiKeyText.Prefix}…{key.Id.ToString("N")[^6..]}",
            state == ApiKeyState.InUse,
            KeyText.Of(state),
            ApiScope.Split(key.Scopes),
            NetworkList.Split(key.Networks),
            Local(key.LastUsedAt),
            Local(key.ExpiresAt)
        );
    }

    private DateTimeOffset? Local(DateTimeOffset? at) =>
        at is { } instant ? current.Organization.InZone(instant) : null;

    /// <param name="Beginning">Enough of the key to recognise it, and not to use it.</param>
    public sealed record Row(
        Guid Id,
        string Name,
        string Beginning,
        bool IsInUse,
        string State,
        IReadOnlyList<string> Scopes,
        IReadOnlyList<string> Networks,
        DateTimeOffset? LastUsedAt,
        DateTimeOffset? ExpiresAt
    );
}

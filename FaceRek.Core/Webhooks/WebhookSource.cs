using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Webhooks;

/// <summary>
/// Says which events follow from a row that is about to be saved, so that no desk has to call anything. Changes by
/// statement are not seen.
/// </summary>
public interface IWebhookSource
{
    /// <param name="entry">Added, modified or deleted.</param>
    IEnumerable<WebhookNotice> Of(EntityEntry entry);
}

/// <summary>An event that follows from what is saved.</summary>
/// <param name="Data">Its payload, asked for only where an endpoint has chosen the event.</param>
public sealed record WebhookNotice(string Type, Func<FaceRekDb, CancellationToken, Task<object>> Data)
{
    public WebhookNotice(string type, object data)
        : this(type, (_, _) => Task.FromResult(data)) { }
}

internal static class SavedEntries
{
    /// <summary>Whether the row is new, or one of the properties gets another value.</summary>
    public static bool IsNewOrChanged(this EntityEntry entry, params ReadOnlySpan<string> properties)
    {
        if (entry.State == EntityState.Added)
        {
            return true;
        }
        foreach (var name in properties)
        {
            if (entry.IsChanged(name))
            {
                return true;
            }
        }
        return false;
    }

    public static bool IsChanged(this EntityEntry entry, string property) =>
        entry.State == EntityState.Modified
        && entry.Property(property) is { IsModified: true } one
        && !Equals(one.OriginalValue, one.CurrentValue);
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Tells the viewers of an organization's board that it changed; they load the changes themselves. Within one process
/// only: with several nodes a board also reloads from time to time.
/// </summary>
public sealed class BoardNotifier
{
    private readonly ConcurrentDictionary<Channel<bool>, Guid> listeners = [];

    public void Publish(Guid organizationId)
    {
        foreach (var (listener, listensTo) in listeners)
        {
            // Capacity one: a reader who is behind needs to reload once, not once for each punch.
            if (listensTo == organizationId)
            {
                listener.Writer.TryWrite(true);
            }
        }
    }

    public async IAsyncEnumerable<bool> ListenAsync(
        Guid organizationId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var listener = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        listeners[listener] = organizationId;
        try
        {
            await foreach (var note in listener.Reader.ReadAllAsync(cancellationToken))
            {
                yield return note;
            }
        }
        finally
        {
            listeners.TryRemove(listener, out _);
        }
    }
}

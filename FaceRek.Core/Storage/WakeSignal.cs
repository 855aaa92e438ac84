using System.Threading.Channels;

namespace FaceRek.Core.Storage;

/// <summary>Wakes a worker on this node, so that it does not wait for its next round. Rung twice, it wakes once.</summary>
public abstract class WakeSignal
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => rung.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await rung.Reader.ReadAsync(cancellationToken);
}

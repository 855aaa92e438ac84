using System.Threading.Channels;

namespace FaceRek.Core.Billing;

/// <summary>Wakes whoever works on the inbox, so that nobody waits for the next round.</summary>
public sealed class InboxSignal
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await rings.Reader.ReadAsync(cancellationToken);
}

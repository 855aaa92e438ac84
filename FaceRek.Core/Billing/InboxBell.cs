using System.Threading.Channels;

namespace FaceRek.Core.Billing;

/// <summary>Wakes whoever works on the inbox, so that nobody waits for the next round.</summary>
public sealed class InboxBell
{
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellation) => await rings.Reader.ReadAsync(cancellation);
}

using System.Threading.Channels;

namespace FaceRek.Core.Mail;

/// <summary>Rings when an email was committed on this node, so that it need not wait for the next look.</summary>
public sealed class EmailSignal
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Ring() => rung.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await rung.Reader.ReadAsync(cancellationToken);
}

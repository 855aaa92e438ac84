using System.Threading.Channels;

namespace FaceRek.Core.Attendance;

/// <summary>Where frames wait for the model that is being tried. Never for long and never many: a check-in does not wait for it, and what finds no place is left out.</summary>
public sealed class ShadowQueue
{
    private const int Places = 16;

    private readonly Channel<ShadowFrame> looks = Channel.CreateBounded<ShadowFrame>(
        new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Does nothing where the organization tries no model.</summary>
    public void Offer(ShadowFrame look)
    {
        if (look.Organization.CandidateModel is not null)
        {
            looks.Writer.TryWrite(look);
        }
    }

    public IAsyncEnumerable<ShadowFrame> TakeAllAsync(CancellationToken cancellationToken) =>
        looks.Reader.ReadAllAsync(cancellationToken);
}

using System.Threading.Channels;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Recognition;

/// <summary>
/// Frames waiting for the model on trial. The queue is short: a check-in does not wait for it, and frames that do not
/// fit are dropped.
/// </summary>
public sealed class ShadowQueue
{
    private const int Places = 16;

    private readonly Channel<ShadowFrame> looks = Channel.CreateBounded<ShadowFrame>(
        new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Does nothing where the organization has no model on trial.</summary>
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

/// <summary>One frame of a check-in, to be processed by both models after the person has their answer.</summary>
public sealed record ShadowFrame(Organization Organization, Guid PersonId, ReadOnlyMemory<byte> Frame);

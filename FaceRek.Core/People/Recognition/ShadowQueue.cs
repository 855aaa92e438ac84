using System.Threading.Channels;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.People.Recognition;

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

/// <summary>One frame of a live check-in, to be looked at by both models once the person has their answer.</summary>
public sealed record ShadowFrame(Organization Organization, Guid PersonId, ReadOnlyMemory<byte> Frame);

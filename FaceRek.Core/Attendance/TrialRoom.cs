using System.Threading.Channels;

namespace FaceRek.Core.Attendance;

/// <summary>Where frames wait for the model that is being tried. Never for long and never many: a check-in does not wait for it, and what finds no place is left out.</summary>
public sealed class TrialRoom
{
    private const int Places = 16;

    private readonly Channel<TrialLook> looks = Channel.CreateBounded<TrialLook>(
        new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Does nothing where the organization tries no model.</summary>
    public void Offer(TrialLook look)
    {
        if (look.Organization.TrialModel is not null)
        {
            looks.Writer.TryWrite(look);
        }
    }

    public IAsyncEnumerable<TrialLook> TakeAllAsync(CancellationToken cancellation) =>
        looks.Reader.ReadAllAsync(cancellation);
}

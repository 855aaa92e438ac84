namespace FaceRek.Core.Faces.Liveness;

/// <summary>What the server makes of a burst. Whatever the browser believes is not asked.</summary>
public abstract record LivenessVerdict
{
    private LivenessVerdict() { }

    public sealed record Live : LivenessVerdict;

    public sealed record NotLive(LivenessFault Fault) : LivenessVerdict;
}

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Conditions for judging a burst at all.</summary>
public static class LivenessLimits
{
    public const int FewestFrames = 8,
        MaxFrames = 40;

    /// <summary>In less time nothing has moved; the slowest browser sends eight frames in a second and a half.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1.2);

    /// <summary>Two moves take about four seconds. Twelve are enough for anyone, and too few to search for the right recording.</summary>
    public static readonly TimeSpan MaxLength = TimeSpan.FromSeconds(12);

    /// <summary>Part of the frames in which the face may be lost: a blink, a turn too far.</summary>
    public const double MaxLost = 0.2;

    /// <param name="times">Since the first frame, as reported by the camera's page.</param>
    /// <returns>Null when a camera could have produced them.</returns>
    public static LivenessError? FaultOf(IReadOnlyList<TimeSpan> times)
    {
        if (times.Count is < FewestFrames or > MaxFrames)
        {
            return LivenessError.TooLittleSeen;
        }
        if (times.Zip(times.Skip(1)).Any(pair => pair.Second <= pair.First))
        {
            return LivenessError.Times;
        }
        var length = times[^1] - times[0];
        return length < Shortest || length > MaxLength ? LivenessError.Times : null;
    }
}

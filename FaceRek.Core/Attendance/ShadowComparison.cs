namespace FaceRek.Core.Attendance;

/// <summary>What the live check-ins of a trial say, in numbers.</summary>
/// <param name="Both">Frames that both models accept.</param>
/// <param name="OnlyInForce">Accepted by the model in force alone: the tried one would refuse these.</param>
/// <param name="OnlyTried">Accepted by the tried model alone.</param>
/// <param name="ReadMs">Median milliseconds of the model in force.</param>
public sealed record ShadowComparison(
    int Both,
    int OnlyInForce,
    int OnlyTried,
    int Neither,
    float ReadMs,
    float TriedReadMs
)
{
    public int Looks => Both + OnlyInForce + OnlyTried + Neither;

    public static ShadowComparison Of(IReadOnlyList<ShadowScore> scores) =>
        new(
            scores.Count(one => one.IsMatch && one.CandidateIsMatch),
            scores.Count(one => one.IsMatch && !one.CandidateIsMatch),
            scores.Count(one => !one.IsMatch && one.CandidateIsMatch),
            scores.Count(one => !one.IsMatch && !one.CandidateIsMatch),
            Median(scores.Select(one => one.ReadMs)),
            Median(scores.Select(one => one.CandidateReadMs))
        );

    private static float Median(IEnumerable<float> times)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}

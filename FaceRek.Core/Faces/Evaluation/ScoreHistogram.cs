namespace FaceRek.Core.Faces.Evaluation;

/// <summary>How scores are spread, owners and strangers side by side, each as a part of their own.</summary>
/// <param name="Bars">From low to high, without gaps.</param>
public sealed record ScoreHistogram(IReadOnlyList<ScoreHistogram.Bar> Bars)
{
    /// <summary>Of a bar, in deviations.</summary>
    public const float Width = 1;

    /// <summary>Scores beyond the range are counted in the outermost bars.</summary>
    private const int Lowest = -5,
        Highest = 15;

    public static ScoreHistogram Of(IReadOnlyList<float> genuine, IReadOnlyList<float> impostor)
    {
        var (own, others) = (Count(genuine), Count(impostor));
        return new([
            .. own.Select(
                (count, bar) =>
                    new Bar(
                        Lowest + bar * Width,
                        count,
                        others[bar],
                        Part(count, genuine.Count),
                        Part(others[bar], impostor.Count)
                    )
            ),
        ]);
    }

    private static int[] Count(IReadOnlyList<float> scores)
    {
        var counts = new int[(int)((Highest - Lowest) / Width)];
        foreach (var score in scores)
        {
            counts[Math.Clamp((int)MathF.Floor((score - Lowest) / Width), 0, counts.Length - 1)]++;
        }
        return counts;
    }

    private static double Part(int count, int all) => all == 0 ? 0 : (double)count / all;

    /// <param name="From">Lower edge.</param>
    /// <param name="GenuinePart">Of all owners' scores, 0 to 1.</param>
    public sealed record Bar(float From, int Genuine, int Impostor, double GenuinePart, double ImpostorPart);
}

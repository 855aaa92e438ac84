namespace FaceRek.Core.Faces.Matching;

/// <summary>What the classic engine was measured to do, with exactly this detector, alignment and template.</summary>
internal static class ClassicPolicy
{
    public static readonly MatchPolicy Measured = new()
    {
        Metric = MatchMetric.ChiSquare,
        Threshold = 3.1f,
        Source =
            "Accepts one stranger in a thousand: 62,000 impostor comparisons over the ORL collection and 40 drawn people, five templates each, several draws; the laxer of both decides.",
        Measured = [new(0.1, 1.25f), new(0.01, 2.32f), new(0.003, 2.75f), new(0.001, 3.1f), new(0.0001, 3.75f)],
        Prior = new(
            -28,
            4.3f,
            "9,000 comparisons between 40 drawn people before one camera. Strangers in unlike photographs are further apart (-35 in the wild, -52 in ORL), so the prior refuses rather than accepts."
        ),
    };
}

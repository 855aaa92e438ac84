namespace FaceRek.Core.Faces.Matching;

internal static class ClassicPolicy
{
    public static readonly MatchPolicy Measured = new()
    {
        Metric = MatchMetric.ChiSquare,
        Threshold = 3,
        Source = "not measured yet",
        Prior = new ImpostorPrior(-100, 10, "not measured yet"),
    };
}

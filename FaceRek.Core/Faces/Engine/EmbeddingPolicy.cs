using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Engine;

/// <summary>Converts a pack's cosines to the scale of a policy: deviations above what strangers reach.</summary>
/// <remarks>
/// A raw cosine is not comparable across cameras. With MobileFaceNet and its threshold of 0.42, which separates ten
/// people in the wild without an error either way, 5.5 % of strangers pass among 40 people photographed alike (ORL,
/// five templates each); normalised against the enrolled people it is 0.04 %. A pack without impostor statistics is
/// therefore normalised too, from a usual prior.
/// </remarks>
internal static class EmbeddingPolicy
{
    /// <summary>
    /// Twice the usual weight: networks spread strangers alike everywhere, and ten people are too few to estimate their
    /// mean. With 8, one stranger in a thousand passed among ten people in the wild; with 16, none in six draws, and
    /// rates on ORL are the same or better.
    /// </summary>
    private const float PriorWeight = 16;

    /// <param name="calibration">What was measured on this installation; null uses the pack's own figures.</param>
    public static MatchPolicy For(EmbeddingManifest manifest, Calibration? calibration) =>
        calibration is null ? For(manifest) : Measured(For(manifest), calibration);

    private static MatchPolicy Measured(MatchPolicy policy, Calibration calibration)
    {
        var measured = policy with { Measured = calibration.Points, Source = calibration.Source };
        return measured with { Threshold = measured.ThresholdAt(Calibration.VerificationRate) };
    }

    private static MatchPolicy For(EmbeddingManifest manifest)
    {
        var prior = manifest.Impostors ?? Usual(manifest.Dimensions);
        var inForce = manifest.Thresholds[0];
        return new MatchPolicy
        {
            Metric = MatchMetric.Cosine,
            IsFused = true,
            Threshold = MatchPolicy.Normalise(inForce.Value, prior),
            Source = inForce.Source,
            Prior = prior,
            PriorWeight = manifest.CohortWeight ?? PriorWeight,
            Measured =
            [
                .. manifest
                    .Thresholds.Where(threshold => threshold.FalseMatchRate is not null)
                    .Select(threshold => new OperatingPoint(
                        threshold.FalseMatchRate!.Value,
                        MatchPolicy.Normalise(threshold.Value, prior)
                    )),
            ],
        };
    }

    /// <summary>Strangers as a MobileFaceNet of 128 numbers sees them, which is also the shape of SFace.</summary>
    private static ImpostorPrior Usual(int dimensions) =>
        new(
            0.04f,
            // Strangers' vectors point in random directions; the cosine of two such directions spreads with one over
            // the root of their length.
            0.108f * MathF.Sqrt(128f / dimensions),
            "Not measured for this network; taken from one of its kind, on ten people in the wild with two templates each."
        );
}

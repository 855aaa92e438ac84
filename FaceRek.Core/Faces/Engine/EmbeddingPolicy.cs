using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Engine;

/// <summary>Brings a pack's cosines onto the scale of a policy: deviations above what strangers reach.</summary>
/// <remarks>
/// A raw cosine does not hold across cameras. With MobileFaceNet and its threshold of 0.42, which separates ten people in the wild
/// without an error either way, 5.5 % of strangers pass among 40 people photographed alike (ORL, five templates each); normalised
/// against those enrolled it is 0.04 %. So a pack that says nothing of strangers is normalised too, from a usual prior.
/// </remarks>
internal static class EmbeddingPolicy
{
    /// <summary>
    /// Twice the usual: networks spread strangers alike everywhere, and ten people are too few to say where their middle lies. With 8
    /// one stranger in a thousand passed among ten people in the wild, with 16 none in six draws, and rates on ORL are the same or better.
    /// </summary>
    private const float PriorWeight = 16;

    /// <param name="calibration">What was measured here; null leaves what the pack says of itself.</param>
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
            PriorWeight = PriorWeight,
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
            // Strangers' vectors point anywhere, and the cosine of two such directions spreads with one over the root of their length.
            0.108f * MathF.Sqrt(128f / dimensions),
            "Not measured for this network; taken from one of its kind, on ten people in the wild with two templates each."
        );
}

using System.Globalization;
using System.Text.Json;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Engine;

/// <summary>
/// What the evaluation of a pack measured, kept beside the pack: the active thresholds come from here, with their
/// provenance.
/// </summary>
/// <param name="Pack">Fingerprint of the pack that was measured; another pack has other scores.</param>
/// <param name="Detector">Fingerprint of the detector, and of the mesh, it was measured with.</param>
/// <param name="Collection">Name of the folder of pictures.</param>
/// <param name="Templates">Enrolled for each person.</param>
/// <param name="Impostors">Comparisons of strangers.</param>
/// <param name="Rule">How several templates of a person are compared; scores of different rules are not comparable.</param>
/// <param name="Points">Measured false match rates and the normalised scores that achieve them.</param>
public sealed record Calibration(
    string Pack,
    string Detector,
    string Collection,
    int People,
    int Templates,
    int Seed,
    int Impostors,
    DateOnly On,
    string? Rule,
    IReadOnlyList<OperatingPoint> Points
)
{
    /// <summary>The false match rate of a 1:1 comparison; NIST SP 800-63B requires at most one in ten thousand.</summary>
    public const double VerificationRate = 0.0001;

    private const string Mean = "mean";

    /// <summary>A rate counts as measured when at least this many errors are expected at it; fewer say little more than chance.</summary>
    private const int FewestErrors = 3;

    private static readonly double[] Rates =
    [
        0.1,
        0.03,
        0.01,
        0.003,
        0.001,
        0.0003,
        0.0001,
        0.00003,
        0.00001,
        0.000003,
        0.000001,
    ];

    /// <summary>In one sentence, for an admin.</summary>
    public string Source =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Measured here on {On:yyyy-MM-dd}: {Impostors:N0} comparisons of strangers among {People} people ({Collection}), {Templates} templates each, seed {Seed}; accepts one stranger in {1 / VerificationRate:N0}."
        );

    /// <exception cref="ModelException">The folder has too few people to measure such rare errors.</exception>
    internal static Calibration Of(EvaluationReport report, EvaluationPlan plan, PackPair packs, DateOnly on)
    {
        var impostors = report.Rates.Impostor;
        OperatingPoint[] points =
        [
            .. Rates
                .Where(rate => rate * impostors >= FewestErrors)
                .Select(rate => new OperatingPoint(rate, report.Rates.ThresholdAt(rate))),
        ];
        if (points.Length == 0 || points[^1].FalseMatchRate > 0.001)
        {
            throw new ModelException(
                $"{impostors} comparisons of strangers are too few to choose a threshold. You need {FewestErrors / 0.001:0}, which is about 40 people with ten pictures each. Nothing was kept."
            );
        }
        var collection = string.Join(
            " and ",
            plan.Folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))
        );
        if (plan.Seeds.Count > 1 || plan.Probes > 1)
        {
            throw new ModelException("One draw of single pictures is kept: measure with one seed and one probe.");
        }
        if (plan.ByNearest)
        {
            throw new ModelException(
                "Check-in compares with the mean of a person's templates: measure that. Nothing was kept."
            );
        }
        return new(
            packs.Embedding.Fingerprint,
            packs.PointsFingerprint!,
            collection,
            report.Result.People,
            plan.Templates,
            plan.Seeds[0],
            impostors,
            on,
            Mean,
            points
        );
    }

    /// <returns>Null where nothing was measured, or for another pack, detector or rule.</returns>
    internal static Calibration? Of(PackPair packs)
    {
        if (packs is not { Embedding.CalibrationJson: { } json, PointsFingerprint: { } points })
        {
            return null;
        }
        try
        {
            return
                JsonSerializer.Deserialize<Calibration>(json) is { } kept
                && kept.Pack == packs.Embedding.Fingerprint
                && kept.Detector == points
                && kept.Rule == Mean
                ? kept
                : null;
        }
        catch (JsonException)
        {
            // The file is not one of ours: keep the manifest's own threshold.
            return null;
        }
    }

    internal string ToJson() => JsonSerializer.Serialize(this);
}

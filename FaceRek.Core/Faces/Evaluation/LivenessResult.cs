using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>How often liveness errs on a folder of clips, in the words of ISO/IEC 30107-3. Rates are fractions, bounds hold with 95 %.</summary>
/// <param name="Bpcer">People taken for attacks.</param>
/// <param name="WorstApcer">Attacks taken for people, of the species for which it is highest; null without attacks.</param>
/// <param name="Live">What became of the clips of people.</param>
/// <param name="Attacks">By species, in the order of their names.</param>
public sealed record LivenessResult(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("bpcer")] double? Bpcer,
    [property: JsonPropertyName("worstApcer")] double? WorstApcer,
    [property: JsonPropertyName("worstSpecies")] string? WorstSpecies,
    [property: JsonPropertyName("live")] LivenessResult.Row? Live,
    [property: JsonPropertyName("attacks")] IReadOnlyList<LivenessResult.Row> Attacks,
    [property: JsonPropertyName("medianJudgeMs")] double MedianJudgeMs
)
{
    /// <summary>One object on one line, and nothing else.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    public string ToTable()
    {
        var rows = Attacks
            .Select(row =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"APCER " + row.Species, -22}{row.Rate:0.00%} ({row.Errors} of {row.Clips}; {row.Low:0.00%} to {row.High:0.00%})"
                )
            )
            .ToList();
        if (Live is { } live)
        {
            rows.Insert(
                0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"BPCER", -22}{live.Rate:0.00%} ({live.Errors} of {live.Clips}; {live.Low:0.00%} to {live.High:0.00%})"
                )
            );
        }
        return string.Join(
            '\n',
            [
                $"{"model", -22}{Model}",
                .. rows,
                string.Create(CultureInfo.InvariantCulture, $"{"median time a clip", -22}{MedianJudgeMs:0} ms"),
            ]
        );
    }

    /// <param name="Errors">Attacks taken for people; of people, those taken for attacks.</param>
    /// <param name="Low">Lower bound of the rate.</param>
    /// <param name="High">Upper bound of the rate.</param>
    /// <param name="Faults">Why clips were refused, and how many.</param>
    public sealed record Row(
        [property: JsonPropertyName("species")] string Species,
        [property: JsonPropertyName("clips")] int Clips,
        [property: JsonPropertyName("errors")] int Errors,
        [property: JsonPropertyName("rate")] double Rate,
        [property: JsonPropertyName("low")] double Low,
        [property: JsonPropertyName("high")] double High,
        [property: JsonPropertyName("faults")] IReadOnlyDictionary<string, int> Faults
    );
}

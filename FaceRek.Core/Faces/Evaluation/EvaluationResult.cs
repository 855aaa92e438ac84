using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>How often a model errs on a folder of pictures. Rates are fractions.</summary>
/// <param name="Pictures">All, enrolled and probes.</param>
/// <param name="Unreadable">Of them, those in which the reader found nothing it would take; as a probe each counts as a false non-match.</param>
/// <param name="Genuine">Comparisons of a probe with its own person.</param>
/// <param name="Impostor">Comparisons of a readable probe with everybody else.</param>
/// <param name="Eer">Where as many strangers are accepted as owners refused.</param>
/// <param name="Tar">Owners accepted while at most this part of strangers is.</param>
/// <param name="Rank1">Probes for which the own person comes first among all.</param>
/// <param name="MedianReadMs">Milliseconds from bytes to template, one picture at a time.</param>
public sealed record EvaluationResult(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("people")] int People,
    [property: JsonPropertyName("pictures")] int Pictures,
    [property: JsonPropertyName("unreadable")] int Unreadable,
    [property: JsonPropertyName("genuine")] int Genuine,
    [property: JsonPropertyName("impostor")] int Impostor,
    [property: JsonPropertyName("eer")] double Eer,
    [property: JsonPropertyName("tar")] IReadOnlyDictionary<string, double> Tar,
    [property: JsonPropertyName("rank1")] double Rank1,
    [property: JsonPropertyName("medianReadMs")] double MedianReadMs
)
{
    /// <summary>One object on one line, and nothing else.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}

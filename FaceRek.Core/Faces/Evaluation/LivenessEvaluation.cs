using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Evaluation.Clips;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Reading;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>Judges clips with the code of the check-in, except for the memory of earlier frames, which needs earlier bursts.</summary>
public sealed class LivenessEvaluation
{
    private const string LiveName = "live";

    private readonly SortedDictionary<string, List<LivenessError?>> verdicts = new(StringComparer.Ordinal);
    private readonly List<double> judgeMs = [];
    private readonly FaceModel model;

    internal LivenessEvaluation(FaceModel model) => this.model = model;

    /// <param name="folder">Has clips below <c>live</c> and <c>attack/SPECIES</c>.</param>
    /// <exception cref="InvalidDataException">There are no clips, or one is invalid; the message says so.</exception>
    public static LivenessResult Run(FaceModel model, string folder, CancellationToken cancellationToken = default)
    {
        var evaluation = new LivenessEvaluation(model);
        foreach (var clip in ClipFolder.In(Path.Combine(folder, LiveName)))
        {
            evaluation.Judge(LiveName, ClipFolder.Read(clip), cancellationToken);
        }
        var attacks = Path.Combine(folder, "attack");
        foreach (var species in Directory.Exists(attacks) ? Directory.GetDirectories(attacks) : [])
        {
            foreach (var clip in ClipFolder.In(species))
            {
                evaluation.Judge(Path.GetFileName(species), ClipFolder.Read(clip), cancellationToken);
            }
        }
        return evaluation.verdicts.Count > 0
            ? evaluation.Result()
            : throw new InvalidDataException($"{folder} has no clips below live/ or attack/SPECIES/.");
    }

    internal void Judge(string species, LivenessClip clip, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var frames = new WatchedFrame?[clip.Frames.Count];
        try
        {
            Parallel.For(
                0,
                frames.Length,
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                },
                i => frames[i] = model.Reader.Watch(clip.Frames[i], PictureLimits.Frame)
            );
            var verdict = new LivenessCheck(model.Policy).Judge(
                [.. frames.OfType<WatchedFrame>()],
                clip.Times,
                model.FollowsMoves ? clip.Moves : []
            );
            if (!verdicts.TryGetValue(species, out var row))
            {
                verdicts[species] = row = [];
            }
            row.Add((verdict as LivenessVerdict.NotLive)?.Error);
            judgeMs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        finally
        {
            foreach (var frame in frames)
            {
                frame?.Dispose();
            }
        }
    }

    internal LivenessResult Result()
    {
        var live = verdicts.TryGetValue(LiveName, out var people)
            ? RowOf(LiveName, people, people.Count(error => error is not null))
            : null;
        var attacks = verdicts
            .Where(row => row.Key != LiveName)
            .Select(row => RowOf(row.Key, row.Value, row.Value.Count(error => error is null)))
            .ToList();
        var worst = attacks.MaxBy(row => row.Rate);
        judgeMs.Sort();
        return new(
            model.Id.Name,
            live?.Rate,
            worst?.Rate,
            worst?.Species,
            live,
            attacks,
            Math.Round(judgeMs[judgeMs.Count / 2], 1)
        );
    }

    private static LivenessResult.Row RowOf(string species, List<LivenessError?> verdicts, int errors)
    {
        var bounds = BinomialBounds.Of(errors, verdicts.Count);
        return new(
            species,
            verdicts.Count,
            errors,
            (double)errors / verdicts.Count,
            Math.Round(bounds.Low, 5),
            Math.Round(bounds.High, 5),
            verdicts
                .OfType<LivenessError>()
                .GroupBy(error => error)
                .ToDictionary(group => group.Key.ToString(), group => group.Count())
        );
    }
}

/// <summary>How often liveness errs on a folder of clips, in the terms of ISO/IEC 30107-3. Rates are fractions, with 95 % bounds.</summary>
/// <param name="Bpcer">People mistaken for attacks.</param>
/// <param name="WorstApcer">Attacks mistaken for people, of the species for which it is highest; null without attacks.</param>
/// <param name="Live">The results for the clips of people.</param>
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

    /// <param name="Errors">Attacks mistaken for people; for people, those mistaken for attacks.</param>
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

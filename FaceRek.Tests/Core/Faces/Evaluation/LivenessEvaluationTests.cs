using System.Text.Json;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Evaluation.Clips;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Reading;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Faces.Evaluation;

public sealed class LivenessEvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-clips-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_folder_of_clips_is_counted_by_species_with_exact_bounds()
    {
        Write("live/one", [.. Enumerable.Range(0, 8).Select(moment => Capture.Frame(3, moment))]);
        Write("attack/repeat/one", [.. Enumerable.Repeat(DrawnFaces.Draw(3), 8)]);
        Write(
            "attack/splice/one",
            [.. Enumerable.Range(0, 8).Select(moment => Capture.Frame(moment < 4 ? 3 : 8, moment))]
        );

        using var model = FaceModel.Classic();
        var result = LivenessEvaluation.Run(model, folder.FullName, TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(result.ToJson());
        Assert.Equal(
            ["model", "bpcer", "worstApcer", "worstSpecies", "live", "attacks", "medianJudgeMs"],
            json.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(["repeat", "splice"], result.Attacks.Select(row => row.Species));
        Assert.Equal((0, 0), (result.Bpcer, result.WorstApcer));
        Assert.All(result.Attacks, row => Assert.Equal((1, 0, 0, 0.975), (row.Clips, row.Errors, row.Low, row.High)));
        Assert.Equal(["Frozen", "SeveralFaces"], result.Attacks.SelectMany(row => row.Faults.Keys));
        Assert.Contains("APCER splice", result.ToTable(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"times":[0,150],"moves":["left"]}""", "2 times for 3 frames")]
    [InlineData("""{"moves":["backwards"]}""", "'backwards'")]
    [InlineData("""{"pace":3}""", "not as it should be")]
    [InlineData("no json", "not as it should be")]
    public void A_sidecar_that_says_something_else_is_named(string sidecar, string error)
    {
        Write("live/one", [.. Enumerable.Range(0, 3).Select(_ => new byte[] { 1 })]);
        File.WriteAllText(Path.Combine(folder.FullName, "live", "one", "clip.json"), sidecar);
        var thrown = Assert.Throws<InvalidDataException>(() =>
            ClipFolder.Read(Path.Combine(folder.FullName, "live", "one"))
        );
        Assert.Contains(error, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clip_is_read_as_it_was_written_and_an_empty_folder_is_none()
    {
        var clip = new LivenessClip(
            [HeadMove.Up, HeadMove.Nearer],
            [TimeSpan.Zero, TimeSpan.FromMilliseconds(151)],
            [
                [1],
                [2],
            ]
        );
        ClipFolder.Write(Path.Combine(folder.FullName, "live", "one"), clip);
        var read = ClipFolder.Read(Path.Combine(folder.FullName, "live", "one"));
        Assert.Equal(clip.Moves, read.Moves);
        Assert.Equal(clip.Times, read.Times);
        Assert.Equal(clip.Frames, read.Frames);

        using var model = FaceModel.Classic();
        Assert.Throws<InvalidDataException>(() =>
            LivenessEvaluation.Run(
                model,
                Path.Combine(folder.FullName, "live", "one"),
                TestContext.Current.CancellationToken
            )
        );
    }

    /// <summary>
    /// Few clips prove little; docs/liveness.md has the figures of many. Of the attacks only the bent sheet may pass here,
    /// and all people but one must.
    /// </summary>
    [Fact]
    public async Task Stand_ins_that_turn_are_taken_for_people_and_pictures_are_not()
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(Path.Combine(folder.FullName, "models"));
        await store.ImportAsync(SharedPacks.Manifest("yunet.json"), TestContext.Current.CancellationToken);
        await store.ImportAsync(SharedPacks.Manifest("mobilefacenet.json"), TestContext.Current.CancellationToken);
        using var models = new FaceModels(store);
        var model = models.Get("mobilefacenet");

        var evaluation = new LivenessEvaluation(model);
        var cast = ClipCast.Of(model, Repository.Shared("faces/people")!, TestContext.Current.CancellationToken);
        var studio = new ClipStudio(cast);
        foreach (var species in Enum.GetValues<ClipSpecies>().Except([ClipSpecies.Bent]))
        {
            foreach (var person in Enumerable.Range(0, species == ClipSpecies.Live ? 6 : 2))
            {
                evaluation.Judge(
                    species == ClipSpecies.Live ? "live" : $"{species}",
                    studio.Film(species, person, seed: 7063),
                    TestContext.Current.CancellationToken
                );
            }
        }
        foreach (var face in cast)
        {
            face.Dispose();
        }
        var result = evaluation.Result();

        Assert.Equal(["Repeat", "Replay", "Splice", "Still", "Tilted"], result.Attacks.Select(row => row.Species));
        Assert.All(result.Attacks, row => Assert.Equal(0, row.Errors));
        Assert.InRange(result.Live!.Errors, 0, 1);
    }

    private void Write(string clip, byte[][] frames) =>
        ClipFolder.Write(
            Path.Combine(folder.FullName, clip),
            new LivenessClip([], [.. frames.Select((_, i) => TimeSpan.FromMilliseconds(200 * i))], frames)
        );
}

using System.Text.Json;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Reading;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Faces.Evaluation;

public sealed class FolderEvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-evaluation-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_result_is_one_object_of_the_promised_members_and_an_unreadable_probe_is_a_false_non_match()
    {
        for (var person = 1; person <= 4; person++)
        {
            var own = folder.CreateSubdirectory($"person{person}").FullName;
            for (var moment = 0; moment < 4; moment++)
            {
                File.WriteAllBytes(Path.Combine(own, $"{moment}.jpg"), DrawnFaces.Draw(person, DrawnScene.At(moment)));
            }
        }
        File.WriteAllBytes(Path.Combine(folder.FullName, "person1", "9.jpg"), [0]);

        using var model = FaceModel.Classic();
        var report = FolderEvaluation.Run(
            model,
            new EvaluationPlan(folder.FullName, templates: 2, seed: 1),
            TestContext.Current.CancellationToken
        );

        using var json = JsonDocument.Parse(report.Result.ToJson());
        Assert.Equal(
            ["model", "people", "pictures", "unreadable", "genuine", "impostor", "eer", "tar", "rank1", "medianReadMs"],
            json.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(
            ["0.01", "0.001", "0.0001"],
            json.RootElement.GetProperty("tar").EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal((4, 17, 1), (report.Result.People, report.Result.Pictures, report.Result.Unreadable));
        Assert.InRange(report.Result.Eer, 0, 1);
        Assert.StartsWith("<svg", DetCurve.ToSvg(report), StringComparison.Ordinal);
        Assert.Contains("equal error rate", report.Result.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_are_pooled_and_two_folders_make_one_gallery()
    {
        foreach (var (set, person) in new[] { ("one", 1), ("one", 2), ("two", 3) })
        {
            var own = folder.CreateSubdirectory(Path.Combine(set, $"person{person}")).FullName;
            for (var moment = 0; moment < 3; moment++)
            {
                File.WriteAllBytes(Path.Combine(own, $"{moment}.jpg"), DrawnFaces.Draw(person, DrawnScene.At(moment)));
            }
        }
        string[] folders = [Path.Combine(folder.FullName, "one"), Path.Combine(folder.FullName, "two")];

        using var model = FaceModel.Classic();
        var result = FolderEvaluation
            .Run(model, new EvaluationPlan(folders, 2, [1, 2, 3]), TestContext.Current.CancellationToken)
            .Result;

        // In each of three draws each of three people has one probe, and two others to be taken for.
        Assert.Equal((3, 9, 9, 18), (result.People, result.Pictures, result.Genuine, result.Impostor));
        var bursts = new EvaluationPlan(folders, 1, [1]) { Probes = 2 };
        Assert.Contains(
            "median",
            Assert.Throws<InvalidDataException>(() => FolderEvaluation.Run(model, bursts)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Classic_errs_on_the_faces_of_orl_at_most_as_promised()
    {
        var orl = Repository.Shared("faces/orl");
        Assert.SkipWhen(orl is null, Repository.NothingShared);
        using var model = FaceModel.Classic();
        var result = FolderEvaluation
            .Run(model, new EvaluationPlan(orl, templates: 5, seed: 1), TestContext.Current.CancellationToken)
            .Result;
        Assert.InRange(result.Eer, 0, 0.025);
        Assert.InRange(result.Tar["0.001"], 0.88, 1);
    }

    [Fact]
    public async Task A_network_errs_on_the_faces_of_orl_at_most_as_promised_and_what_was_measured_becomes_its_threshold()
    {
        var (orl, recogniser, detector) = (
            Repository.Shared("faces/orl"),
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(orl is null || recogniser is null || detector is null, Repository.NothingShared);
        var store = new ModelStore(folder.FullName);
        await store.ImportAsync(detector, TestContext.Current.CancellationToken);
        await store.ImportAsync(recogniser, TestContext.Current.CancellationToken);
        using var models = new FaceModels(store);
        Assert.Null(models.Get("mobilefacenet").Policy.SafeRate);
        var plan = new EvaluationPlan(orl, templates: 5, seed: 1);

        var report = FolderEvaluation.Run(models.Get("mobilefacenet"), plan, TestContext.Current.CancellationToken);
        Assert.InRange(report.Result.Eer, 0, 0.006);
        Assert.InRange(report.Result.Tar["0.001"], 0.96, 1);

        var few = report with { Rates = new ErrorRates([1], Enumerable.Range(0, 2_000).Select(score => (float)score)) };
        Assert.Throws<ModelException>(() => models.Keep("mobilefacenet", few, plan, new DateOnly(2026, 11, 25)));
        Assert.Throws<ModelException>(() => models.Keep("classic", report, plan, new DateOnly(2026, 11, 25)));
        Assert.Null(models.Get("mobilefacenet").Policy.SafeRate);

        var kept = models.Keep("mobilefacenet", report, plan, new DateOnly(2026, 11, 25));
        Assert.Equal(("orl", 40, 5, 7_800), (kept.Collection, kept.People, kept.Templates, kept.Impostors));
        var policy = models.Get("mobilefacenet").Policy;
        Assert.Contains("2026-11-25", policy.Source, StringComparison.Ordinal);
        Assert.All(
            kept.Points,
            point => Assert.InRange(report.Rates.FalseMatchRate(point.Score), 0, point.FalseMatchRate + 1e-9)
        );
        Assert.True(policy.Threshold >= kept.Points[^1].Score);
        Assert.Equal(policy.Source, models.Installed.Single(model => model.Name == "mobilefacenet").ThresholdSource);

        // The same store in another process, and after the pack was imported again with the same manifest: still
        // measured. With another manifest: no longer.
        using var elsewhere = new FaceModels(new ModelStore(folder.FullName));
        Assert.Equal(policy.Threshold, elsewhere.Get("mobilefacenet").Policy.Threshold);
        var manifest = Path.Combine(folder.FullName, "mobilefacenet", "model.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace(
                "\"y1\"",
                "\"y2\"",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        elsewhere.Refresh();
        Assert.Null(elsewhere.Get("mobilefacenet").Policy.SafeRate);
    }

    [Fact]
    public async Task A_network_makes_no_error_on_people_in_the_wild_at_its_own_threshold()
    {
        var (people, recogniser, detector) = (
            Repository.Shared("faces/people"),
            Repository.Shared("models/mobilefacenet.json"),
            Repository.Shared("models/yunet.json")
        );
        Assert.SkipWhen(people is null || recogniser is null || detector is null, Repository.NothingShared);
        var store = new ModelStore(folder.FullName);
        await store.ImportAsync(detector, TestContext.Current.CancellationToken);
        await store.ImportAsync(recogniser, TestContext.Current.CancellationToken);
        using var models = new FaceModels(store);
        var model = models.Get("mobilefacenet");

        var rates = FolderEvaluation
            .Run(model, new EvaluationPlan(people, templates: 2, seed: 1), TestContext.Current.CancellationToken)
            .Rates;

        Assert.Equal(
            (0, 0),
            (rates.FalseMatchRate(model.Policy.Threshold), rates.FalseNonMatchRate(model.Policy.Threshold))
        );
    }
}

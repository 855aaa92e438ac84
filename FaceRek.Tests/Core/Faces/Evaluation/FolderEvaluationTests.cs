using System.Text.Json;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Models;
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
            for (var moment = 0; moment < 4; moment++) { File.WriteAllBytes(Path.Combine(own, $"{moment}.jpg"), DrawnFaces.Draw(person, DrawnScene.At(moment))); }
        }
        File.WriteAllBytes(Path.Combine(folder.FullName, "person1", "9.jpg"), [0]);

        using var model = FaceModel.Classic();
        var report = FolderEvaluation.Run(model, new EvaluationPlan(folder.FullName, Templates: 2, Seed: 1), TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(report.Result.ToJson());
        Assert.Equal(["model", "people", "pictures", "unreadable", "genuine", "impostor", "eer", "tar", "rank1", "medianReadMs"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["0.01", "0.001", "0.0001"], json.RootElement.GetProperty("tar").EnumerateObject().Select(member => member.Name));
        Assert.Equal((4, 17, 1), (report.Result.People, report.Result.Pictures, report.Result.Unreadable));
        Assert.InRange(report.Result.Eer, 0, 1);
        Assert.StartsWith("<svg", DetCurve.ToSvg(report), StringComparison.Ordinal);
        Assert.Contains("equal error rate", report.Result.ToTable(), StringComparison.Ordinal);
    }

    [Fact]
    public void Classic_errs_on_the_faces_of_orl_at_most_as_promised()
    {
        var orl = Repository.Shared("faces/orl");
        Assert.SkipWhen(orl is null, "The folder of real faces is not beside the project.");
        using var model = FaceModel.Classic();
        var result = FolderEvaluation.Run(model, new EvaluationPlan(orl, Templates: 5, Seed: 1), TestContext.Current.CancellationToken).Result;
        Assert.InRange(result.Eer, 0, 0.025);
        Assert.InRange(result.Tar["0.001"], 0.88, 1);
    }

    [Fact]
    public async Task A_network_makes_no_error_on_people_in_the_wild_at_its_own_threshold()
    {
        var (people, recogniser, detector) = (Repository.Shared("faces/people"), Repository.Shared("models/mobilefacenet.json"), Repository.Shared("models/yunet.json"));
        Assert.SkipWhen(people is null || recogniser is null || detector is null, "The folder of real faces and models is not beside the project.");
        var store = new ModelStore(folder.FullName);
        _ = await store.ImportAsync(detector, TestContext.Current.CancellationToken);
        _ = await store.ImportAsync(recogniser, TestContext.Current.CancellationToken);
        using var models = new FaceModels(store);
        var model = models.Get("mobilefacenet");

        var rates = FolderEvaluation.Run(model, new EvaluationPlan(people, Templates: 2, Seed: 1), TestContext.Current.CancellationToken).Rates;

        Assert.Equal((0, 0), (rates.FalseMatchRate(model.Policy.Threshold), rates.FalseNonMatchRate(model.Policy.Threshold)));
    }
}

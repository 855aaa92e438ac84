using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Tests.Core.Faces.Conversion;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Faces.Evaluation;

/// <summary>
/// What the recommended networks reach with the code of check-in, over three draws of all pictures that are at hand. A
/// change that makes them err more fails here; docs/models.md has the figures themselves.
/// </summary>
public sealed class RecommendedAccuracyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-accuracy-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_recommended_networks_err_at_most_as_promised_by_single_pictures_and_by_bursts_of_three()
    {
        var (people, orl) = (Repository.Shared("faces/people"), Repository.Shared("faces/orl"));
        Assert.SkipWhen(people is null || orl is null, Repository.NothingShared);
        var store = new ModelStore(folder.FullName);
        await RealPackages.InstallAsync(store);
        using var models = new FaceModels(store);
        var model = models.Get("dlib-resnet");

        var reports = FolderEvaluation.Run(
            model,
            [
                Plan(1, 2, people),
                Plan(3, 2, people),
                Plan(1, 5, orl),
                Plan(3, 5, orl),
                Plan(1, 2, people, orl),
                Plan(3, 2, people, orl),
            ],
            TestContext.Current.CancellationToken
        );

        Assert.All(reports, report => Assert.Equal(0, report.Result.Unreadable));
        // No error among people in the wild.
        Assert.All(reports.Take(2), report => Assert.Equal((0, 1), (report.Result.Eer, report.Result.Tar["0.001"])));
        var ((orlAlone, orlBurst), (allAlone, allBurst)) = (
            (reports[2].Result, reports[3].Result),
            (reports[4].Result, reports[5].Result)
        );
        Assert.InRange(orlAlone.Eer, 0, 0.006);
        Assert.InRange(orlAlone.Tar["0.001"], 0.965, 1);
        Assert.InRange(orlBurst.Eer, 0, 0.002);
        Assert.InRange(orlBurst.Tar["0.001"], 0.995, 1);
        Assert.InRange(allAlone.Eer, 0, 0.019);
        Assert.InRange(allAlone.Tar["0.001"], 0.92, 1);
        Assert.InRange(allBurst.Eer, 0, 0.005);
        Assert.InRange(allBurst.Tar["0.001"], 0.98, 1);
        // The threshold of the manifest, at which it promises one stranger in a thousand.
        Assert.InRange(reports[2].Rates.FalseMatchRate(model.Policy.Threshold), 0, 0.001);
        Assert.InRange(reports[4].Rates.FalseMatchRate(model.Policy.Threshold), 0, 0.001);
    }

    private static EvaluationPlan Plan(int probes, int templates, params string[] folders) =>
        new(folders, templates, [1, 2, 3]) { Probes = probes };
}

using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Reading;

namespace FaceRek.Tests.Core.Faces.Evaluation;

public sealed class QualityEvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-quality-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Spoilt_pictures_are_turned_away_more_often_than_the_same_ones_as_taken()
    {
        for (var person = 1; person <= 3; person++)
        {
            File.WriteAllBytes(
                Path.Combine(folder.FullName, $"{person}.jpg"),
                DrawnFaces.Draw(person, DrawnScene.At(person))
            );
        }
        using var model = FaceModel.Classic();
        var lines = QualityEvaluation
            .Run(model, folder.FullName, TestContext.Current.CancellationToken)
            .ToDictionary(line => line.Kind, line => line.Refused + line.NotFound);
        Assert.All(["dark", "blurred", "far", "covered"], kind => Assert.True(lines[kind] > lines["as taken"], kind));
    }
}

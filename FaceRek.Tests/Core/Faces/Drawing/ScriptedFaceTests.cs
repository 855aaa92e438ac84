using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Drawing;

/// <summary>Every engine tells the people of the sandbox apart.</summary>
public sealed class ScriptedFaceTests : IDisposable
{
    private static readonly int[] Enrolled = [1, 2, 3],
        Shown = [6, 9, 40];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("facerek-scripted-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_classic_engine_tells_all_of_them_apart()
    {
        using var models = new FaceModels(new ModelStore(folder.FullName));
        AssertToldApart(models.Get("classic"));
    }

    [Fact]
    public async Task A_network_tells_all_of_them_apart()
    {
        SharedPacks.SkipWhereAbsent();
        var store = new ModelStore(folder.FullName);
        foreach (var pack in new[] { "yunet.json", "mobilefacenet.json" })
        {
            await store.ImportAsync(SharedPacks.Manifest(pack), TestContext.Current.CancellationToken);
        }
        using var models = new FaceModels(store);
        AssertToldApart(models.Get("mobilefacenet"));
    }

    private static void AssertToldApart(FaceModel model)
    {
        var (gallery, people) = (
            model.NewGallery(),
            ScriptedFace.All.Where(face => face.IsPerson).ToDictionary(face => face, _ => Guid.CreateVersion7())
        );
        foreach (var (face, id) in people)
        {
            foreach (var moment in Enrolled)
            {
                gallery.Put(id, Guid.CreateVersion7(), Read(model, face, moment));
            }
        }
        Assert.Equal(3, people.Count);
        foreach (var face in people.Keys)
        {
            foreach (var moment in Shown)
            {
                var probe = Read(model, face, moment);
                Assert.Equal(people[face], gallery.Rank(probe, 1)[0].PersonId);
                foreach (var (other, id) in people)
                {
                    var result = gallery.Verify(id, probe);
                    Assert.True(
                        (result.Decision == MatchDecision.Match) == (other == face),
                        $"{model.Id}: {face.Name} at {moment} against {other.Name} is {result.Decision} with {result.Score} of {result.Threshold}."
                    );
                }
            }
        }
    }

    private static FaceRek.Core.Faces.Templates.Template Read(FaceModel model, ScriptedFace face, int moment) =>
        Assert.IsType<FaceReading.Readable>(model.Reader.Read(face.Draw(moment), PictureLimits.Upload)).Template;
}

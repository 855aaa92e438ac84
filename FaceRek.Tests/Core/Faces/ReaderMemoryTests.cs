using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces;

[Collection(nameof(MeasuresMemory))]
public sealed class ReaderMemoryTests
{
    /// <summary>FACEREK_READS asks for more of them: 20,000 take some twenty minutes and are held to the same growth.</summary>
    private static readonly int Reads = int.TryParse(Environment.GetEnvironmentVariable("FACEREK_READS"), out var asked) ? asked : 2_000;
    private const int WarmUp = 400;
    private const long MaxGrowth = 10_000_000;

    [Fact]
    public void Two_thousand_reads_of_good_empty_corrupt_and_crowded_pictures_keep_nothing()
    {
        using var model = FaceModel.Classic();
        var small = new DrawnScene { Width = 320, Height = 240 };
        byte[][] pictures =
        [
            DrawnFaces.Draw(1, small), DrawnFaces.DrawNobody(small), [], DrawnFaces.Draw(2, small)[..4_000],
            DrawnFaces.Draw([(3, small with { Scale = 0.6f, Right = -0.25f }), (4, small with { Scale = 0.6f, Right = 0.25f })]),
        ];
        void ReadAll(int reads)
        {
            for (var i = 0; i < reads; i++) { _ = model.Reader.Read(pictures[i % pictures.Length], PictureLimits.Upload); }
        }
        ReadAll(WarmUp);
        var before = ResidentMemory.Bytes();
        ReadAll(Reads);
        Assert.InRange(ResidentMemory.Bytes() - before, long.MinValue, MaxGrowth);
    }
}

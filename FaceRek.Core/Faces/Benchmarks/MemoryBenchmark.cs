using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Reading;

namespace FaceRek.Core.Faces.Benchmarks;

/// <summary>
/// What the process has kept in memory after reading good, empty, corrupt and crowded pictures in turn. Valid only when
/// nothing else runs in the process.
/// </summary>
/// <param name="GrowthBytes">Growth of the resident memory since the <see cref="WarmUp"/> reads; below zero where it shrank.</param>
public sealed record MemoryBenchmark(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("reads")] int Reads,
    [property: JsonPropertyName("growthBytes")] long GrowthBytes
)
{
    /// <summary>Until then caches fill up and code is compiled.</summary>
    public const int WarmUp = 400;

    /// <param name="reads">At least 1, not counting the <see cref="WarmUp"/> reads before.</param>
    public static MemoryBenchmark Run(FaceModel model, int reads)
    {
        var small = new DrawnScene { Width = 320, Height = 240 };
        byte[][] pictures =
        [
            DrawnFaces.Draw(1, small),
            DrawnFaces.DrawNobody(small),
            [],
            DrawnFaces.Draw(2, small)[..4_000],
            DrawnFaces.Draw([
                (3, small with { Scale = 0.6f, Right = -0.25f }),
                (4, small with { Scale = 0.6f, Right = 0.25f }),
            ]),
        ];
        ReadAll(WarmUp);
        var before = ResidentMemory.Bytes();
        ReadAll(reads);
        return new(model.Id.ToString(), reads, ResidentMemory.Bytes() - before);

        void ReadAll(int count)
        {
            for (var i = 0; i < count; i++)
            {
                model.Reader.Read(pictures[i % pictures.Length], PictureLimits.Upload);
            }
        }
    }
}

/// <summary>The memory the process uses, native allocations included, after a full garbage collection.</summary>
internal static class ResidentMemory
{
    public static long Bytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return Environment.WorkingSet;
    }
}

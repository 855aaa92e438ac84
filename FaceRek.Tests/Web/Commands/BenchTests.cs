using System.Text.Json;
using FaceRek.Core.Faces.Engine;
using FaceRek.Tests.Core.Faces.Models;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Commands;

/// <summary>
/// The benchmarks' memory figures, which are the same on every machine; each in a separate process, where nothing else
/// allocates or releases memory.
/// </summary>
public sealed class BenchTests
{
    private const long MaxGrowthBytes = 10_000_000;

    /// <summary>The limit applies to 20,000 reads, the command's default.</summary>
    [Fact]
    public async Task Hundreds_of_reads_of_good_empty_corrupt_and_crowded_pictures_keep_nothing()
    {
        using var report = await RunAsync(["memory", "--reads", "400"]);
        Assert.Equal(400, report.RootElement.GetProperty("reads").GetInt32());
        Assert.InRange(report.RootElement.GetProperty("growthBytes").GetInt64(), long.MinValue, MaxGrowthBytes);
    }

    [Fact]
    public async Task A_gallery_takes_at_most_a_third_more_than_its_vectors_and_each_part_of_a_read_is_told()
    {
        using var report = await RunAsync(["faces", "--laps", "1", "--largest", "100000"]);
        var searches = report.RootElement.GetProperty("search").EnumerateArray().ToArray();
        Assert.Equal([1_000, 10_000, 100_000], searches.Select(search => search.GetProperty("templates").GetInt32()));
        Assert.All(searches, search => Assert.InRange(search.GetProperty("perVectorByte").GetDouble(), 1, 1.3));
        var reading = report.RootElement.GetProperty("reading")[0];
        Assert.Equal("classic/1", reading.GetProperty("model").GetString());
        Assert.All(
            ["read", "decode", "detect", "quality", "extract", "allCores"],
            part => Assert.True(reading.GetProperty(part).GetProperty("p95Ms").GetDouble() > 0, part)
        );
        Assert.All(
            ["perSecond", "extractionsPerSecond"],
            rate => Assert.True(reading.GetProperty(rate).GetDouble() > 0, rate)
        );
    }

    /// <summary>A library with telemetry stores something for it: an id, unsent reports.</summary>
    [Fact]
    public async Task A_network_that_is_used_leaves_nothing_in_the_home_or_the_temporary_folder_of_its_user()
    {
        SharedPacks.SkipWhereAbsent();
        var folder = Directory.CreateTempSubdirectory("facerek-quiet-");
        try
        {
            var (data, home, temporary) = (
                folder.CreateSubdirectory("data"),
                folder.CreateSubdirectory("home"),
                folder.CreateSubdirectory("temporary")
            );
            var store = new ModelStore(Path.Combine(data.FullName, "models"));
            foreach (var pack in new[] { "yunet.json", "mobilefacenet.json" })
            {
                await store.ImportAsync(SharedPacks.Manifest(pack), TestContext.Current.CancellationToken);
            }
            using var report = await RunAsync(
                ["memory", "--reads", "1", "--model", "mobilefacenet"],
                ("Data__Folder", data.FullName),
                ("HOME", home.FullName),
                ("TMPDIR", temporary.FullName)
            );
            Assert.Equal("mobilefacenet/y1", report.RootElement.GetProperty("model").GetString());
            Assert.Empty(
                home.EnumerateFileSystemInfos().Concat(temporary.EnumerateFileSystemInfos()).Select(file => file.Name)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonDocument> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        var (status, told, why) = await ChildProcess.FaceRekAsync(["bench", .. arguments, "--json"], settings);
        Assert.True(status == 0, why);
        return JsonDocument.Parse(told);
    }
}

using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Liveness;

public sealed class AntiSpoofPackTests : IDisposable
{
    private readonly PackFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_pack_joins_by_its_manifest_and_judges_what_is_around_the_face()
    {
        var store = new ModelStore(folder.Store);
        using var models = new FaceModels(store);
        Assert.Null(models.AntiSpoof);

        _ = await store.ImportAsync(folder.Write(Manifest(real: 47), TinyNetwork.Bytes), TestContext.Current.CancellationToken);
        models.Refresh();

        Assert.Equal("tiny-spoof", models.AntiSpoof!.Name);
        Assert.DoesNotContain(models.Installed, model => model.Name == "tiny-spoof");
        // The network answers with the grey of tiles; class 47 is the lower right one of the last channel.
        using var bright = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(200));
        using var dark = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(20));
        var face = new FaceBox(600, 400, 100, 100);
        Assert.True(models.GetAntiSpoof()!.LooksReal(bright, face));
        Assert.False(models.GetAntiSpoof()!.LooksReal(dark, face));
    }

    [Fact]
    public async Task A_pack_that_answers_otherwise_than_it_says_is_refused()
    {
        var store = new ModelStore(folder.Store);
        var path = folder.Write(Manifest(real: 1).Replace("\"classes\": 48", "\"classes\": 3", StringComparison.Ordinal), TinyNetwork.Bytes);
        var fault = await Assert.ThrowsAsync<ModelException>(() => store.ImportAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains("3 classes", fault.Message, StringComparison.Ordinal);
        Assert.Empty(store.Installed());
    }

    private static string Manifest(int real) => $$"""
        {
          "name": "tiny-spoof", "version": "1", "kind": "anti-spoof", "file": "tiny.onnx", "sha256": "{{PackFolder.Hash(TinyNetwork.Bytes)}}", "licence": "for tests",
          "input": { "width": 112, "height": 112, "layout": "NCHW", "channels": "BGR", "mean": 0, "scale": 0.003921 },
          "crop": 2.7, "output": { "classes": 48, "real": {{real}}, "activation": "none" }, "threshold": { "value": 0.5, "source": "made up for tests" }
        }
        """;
}

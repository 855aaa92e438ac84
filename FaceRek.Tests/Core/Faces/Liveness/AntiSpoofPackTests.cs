using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Liveness;
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

        await store.ImportAsync(
            folder.Write(Manifest(real: 47), TinyNetwork.Bytes),
            TestContext.Current.CancellationToken
        );
        models.Refresh();

        Assert.Equal("tiny-spoof", models.AntiSpoof!.Name);
        Assert.DoesNotContain(models.Installed, model => model.Name == "tiny-spoof");
        // The network returns the grey of tiles; class 47 is the lower right one of the last channel.
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
        var path = folder.Write(
            Manifest(real: 1).Replace("\"classes\": 48", "\"classes\": 3", StringComparison.Ordinal),
            TinyNetwork.Bytes
        );
        var exception = await Assert.ThrowsAsync<ModelException>(() =>
            store.ImportAsync(path, TestContext.Current.CancellationToken)
        );
        Assert.Contains("3 classes", exception.Message, StringComparison.Ordinal);
        Assert.Empty(store.Installed());
    }

    /// <summary>
    /// White where the network should look and black around it: each corner of its input is white only if the square is
    /// exactly there.
    /// </summary>
    [Theory]
    [InlineData(200, 150, 100, 80, 150, 90, 200)]
    [InlineData(200, 150, 60, 100, 130, 100, 200)]
    [InlineData(0, 0, 100, 100, 0, 0, 200)]
    [InlineData(560, 420, 100, 100, 440, 280, 200)]
    [InlineData(100, 100, 300, 400, 10, 0, 480)]
    public void It_looks_at_a_square_around_the_face_that_is_moved_into_the_picture(
        int x,
        int y,
        int width,
        int height,
        int left,
        int top,
        int side
    )
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, Scalar.Black);
        Cv2.Rectangle(picture, new Rect(left, top, side, side), Scalar.White, -1);
        foreach (var corner in (int[])[0, 3, 12, 15])
        {
            using var network = Network(corner, threshold: 0.985, crop: 2);
            Assert.True(
                network.LooksReal(picture, new FaceBox(x, y, width, height)),
                $"Corner {corner} is not all white."
            );
        }
        // And not at less: a black pixel at each edge is noticed.
        Cv2.Rectangle(picture, new Rect(left, top, side, side), Scalar.Black, Math.Max(1, side / 20));
        foreach (var corner in (int[])[0, 3, 12, 15])
        {
            using var network = Network(corner, threshold: 0.985, crop: 2);
            Assert.False(network.LooksReal(picture, new FaceBox(x, y, width, height)));
        }
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.6, false)]
    public void From_the_threshold_on_a_frame_looks_real(double threshold, bool isReal)
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(127.5));
        using var network = Network(real: 5, threshold, crop: 2);
        Assert.Equal(isReal, network.LooksReal(picture, new FaceBox(200, 150, 100, 80)));
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_are_made_some()
    {
        using var picture = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(200));
        // Forty-eight equal numbers give a forty-eighth each.
        using (var network = Network(real: 5, threshold: 0.0208, crop: 2, activation: "softmax"))
        {
            Assert.True(network.LooksReal(picture, new FaceBox(200, 150, 100, 80)));
        }
        using (var network = Network(real: 5, threshold: 0.0209, crop: 2, activation: "softmax"))
        {
            Assert.False(network.LooksReal(picture, new FaceBox(200, 150, 100, 80)));
        }
    }

    private static AntiSpoofNetwork Network(int real, double threshold, int crop, string activation = "none") =>
        new(
            (AntiSpoofManifest)
                ModelManifest.Read(
                    Manifest(real)
                        .Replace("2.7", $"{crop}.0", StringComparison.Ordinal)
                        .Replace("\"none\"", $"\"{activation}\"", StringComparison.Ordinal)
                        .Replace(
                            "\"value\": 0.5",
                            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"value\": {threshold}"),
                            StringComparison.Ordinal
                        )
                ),
            TinyNetwork.Bytes
        );

    private static string Manifest(int real) =>
        $$"""
            {
              "name": "tiny-spoof", "version": "1", "kind": "anti-spoof", "file": "tiny.onnx", "sha256": "{{PackFolder.Hash(
                TinyNetwork.Bytes
            )}}", "licence": "for tests",
              "input": { "width": 112, "height": 112, "layout": "NCHW", "channels": "BGR", "mean": 0, "scale": 0.003921 },
              "crop": 2.7, "output": { "classes": 48, "real": {{real}}, "activation": "none" }, "threshold": { "value": 0.5, "source": "made up for tests" }
            }
            """;
}

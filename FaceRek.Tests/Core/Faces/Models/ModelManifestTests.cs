using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Models;

public sealed class ModelManifestTests
{
    private const string Embedding = """
        {
          "name": "arc", "version": "r1", "kind": "embedding", "file": "arc.onnx",
          "sha256": "7bc5b0b28cf97983fad0fd21ffa6bd73c0c4c652d38fc0568768cf55902625b2",
          "licence": "MIT",
          "input": { "name": "data", "width": 112, "height": 112, "layout": "NCHW", "channels": "RGB", "mean": 127.5, "scale": [0.1, 0.2, 0.3] },
          "output": { "name": "fc1", "dimensions": 512 },
          "alignment": "arcface-112",
          "metric": "cosine",
          "threshold": { "value": 0.42, "source": "a test" }
        }
        """;

    private const string Detector = """
        {
          "name": "yunet", "version": "n-320", "kind": "detector", "file": "yunet.onnx",
          "sha256": "81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2",
          "licence": "MIT",
          "input": { "name": "input", "width": 320, "height": 320, "layout": "NCHW", "channels": "BGR", "mean": 0.0, "scale": 1.0 },
          "output": { "strides": [8, 16, 32], "names": ["cls_", "obj_", "bbox_", "kps_"] }
        }
        """;

    [Fact]
    public void An_embedding_is_read()
    {
        var manifest = Assert.IsType<EmbeddingManifest>(ModelManifest.Read(Embedding));

        Assert.Equal("arc/r1", manifest.Id.ToString());
        Assert.Equal(TensorLayout.Nchw, manifest.Input.Layout);
        Assert.Equal(ChannelOrder.Rgb, manifest.Input.Channels);
        Assert.Equal([127.5f, 127.5f, 127.5f], manifest.Input.Mean);
        Assert.Equal([0.1f, 0.2f, 0.3f], manifest.Input.Scale);
        Assert.Equal(("fc1", 512), (manifest.Output, manifest.Dimensions));
        Assert.Equal(new ModelThreshold(0.42f, "a test", null), Assert.Single(manifest.Thresholds));
        Assert.Null(manifest.Impostors);
        Assert.Null(manifest.Detector);
    }

    [Fact]
    public void What_was_measured_may_be_added()
    {
        var manifest = Assert.IsType<EmbeddingManifest>(
            ModelManifest.Read(
                Embedding.Replace(
                    "\"metric\"",
                    """
                    "detector": "yunet",
                    "accuracy": "99 % of a hundred pairs",
                    "impostors": { "mean": 0.05, "deviation": 0.1, "source": "a hundred strangers" },
                    "thresholds": [ { "value": 0.5, "fmr": 0.001, "source": "a hundred pairs" }, { "value": 0.6, "fmr": 1e-4, "source": "more pairs" } ],
                    "metric"
                    """,
                    StringComparison.Ordinal
                )
            )
        );

        Assert.Equal("yunet", manifest.Detector);
        Assert.Equal((0.05f, 0.1f), (manifest.Impostors!.Mean, manifest.Impostors.Deviation));
        Assert.Equal([0.42f, 0.5f, 0.6f], manifest.Thresholds.Select(threshold => threshold.Value));
        Assert.Equal([null, 0.001, 1e-4], manifest.Thresholds.Select(threshold => threshold.FalseMatchRate));
    }

    [Fact]
    public void A_detector_is_read()
    {
        var manifest = Assert.IsType<YunetManifest>(ModelManifest.Read(Detector));

        Assert.Equal([8, 16, 32], manifest.Strides);
        Assert.Equal(["cls_", "obj_", "bbox_", "kps_"], manifest.OutputPrefixes);
    }

    [Theory]
    [InlineData("mobilefacenet.json")]
    [InlineData("yunet.json")]
    public void The_manifests_beside_the_project_are_read(string name)
    {
        SharedPacks.SkipWhereAbsent();
        Assert.Equal(name, ModelManifest.Read(File.ReadAllText(SharedPacks.Manifest(name))).Name + ".json");
    }

    [Theory]
    [InlineData("\"name\": \"arc\", ", "", "The manifest has no 'name'.")]
    [InlineData("\"arc\"", "\"../arc\"", "'name' must match")]
    [InlineData("\"arc\"", "\"Arc\"", "'name' must match")]
    [InlineData("\"arc\"", "\"\"", "'name' must be a text of at most 1000 characters.")]
    [InlineData("\"arc\"", "7", "'name' must be a text of at most 1000 characters.")]
    [InlineData("\"arc\"", "null", "'name' must be a text of at most 1000 characters.")]
    [InlineData(
        "\"arc\"",
        "\"classic\"",
        "'name' must not be 'classic', which is the name of the engine without a network."
    )]
    [InlineData("\"arc.onnx\"", "\"../../etc/arc.onnx\"", "'file' must match")]
    [InlineData("\"arc.onnx\"", "\".arc.onnx\"", "'file' must match")]
    [InlineData("\"arc.onnx\"", "\"arc.onnx\\n\"", "'file' must match")]
    [InlineData("\"arc.onnx\"", "\"arc.exe\"", "'file' must match")]
    [InlineData("7bc5b0b2", "7BC5B0B2", "'sha256' must match")]
    [InlineData("7bc5b0b2", "", "'sha256' must match")]
    [InlineData("\"embedding\"", "\"liveness\"", @"'kind' must match \A(detector|embedding|anti-spoof|mesh)\z.")]
    [InlineData("\"licence\": \"MIT\",", "", "The manifest has no 'licence'.")]
    [InlineData(
        "\"licence\": \"MIT\",",
        "\"licence\": \"MIT\", \"color\": 1,",
        "The manifest has an unknown entry 'color'."
    )]
    [InlineData(
        "\"licence\": \"MIT\",",
        "\"licence\": \"MIT\", \"licence\": \"GPL\",",
        "The manifest is not valid JSON, near line"
    )]
    [InlineData("\"width\": 112, ", "", "The manifest has no 'input.width'.")]
    [InlineData("\"width\": 112", "\"width\": 1", "'input.width' must be a whole number from 32 to 2048.")]
    [InlineData("\"width\": 112", "\"width\": 112.5", "'input.width' must be a whole number from 32 to 2048.")]
    [InlineData("\"width\": 112", "\"width\": 1e99", "'input.width' must be a whole number from 32 to 2048.")]
    [InlineData(
        "\"width\": 112",
        "\"width\": 96",
        "'input.width' and 'input.height' must be equal: the aligned face is a square."
    )]
    [InlineData("\"width\": 112", "\"size\": 112, \"width\": 112", "The manifest has an unknown entry 'input.size'.")]
    [InlineData("\"NCHW\"", "\"CHW\"", @"'input.layout' must match \A(NCHW|NHWC)\z.")]
    [InlineData("\"RGB\"", "\"GREY\"", @"'input.channels' must match \A(BGR|RGB)\z.")]
    [InlineData("127.5", "\"127.5\"", "'input.mean' must be a number from -1000 to 1000.")]
    [InlineData("[0.1, 0.2, 0.3]", "[0.1, 0.2]", "'input.scale' must be a list of 3.")]
    [InlineData("[0.1, 0.2, 0.3]", "[0.1, 0.2, 0]", "'input.scale[2]' must be a number from 1E-06 to 1000.")]
    [InlineData("512", "0", "'output.dimensions' must be a whole number from 16 to 4096.")]
    [InlineData("\"arcface-112\"", "\"dlib\"", "'alignment' must match")]
    [InlineData("\"cosine\"", "\"euclid\"", "'metric' must match")]
    [InlineData("0.42", "42", "'threshold.value' must be a number from -1 to 1.")]
    [InlineData(", \"source\": \"a test\"", "", "The manifest has no 'threshold.source'.")]
    [InlineData(
        "\"source\": \"a test\"",
        "\"source\": \"a test\", \"fmr\": 2",
        "'threshold.fmr' must be a number from 0 to 1."
    )]
    [InlineData(
        "\"threshold\": { \"value\": 0.42, \"source\": \"a test\" }",
        "\"thresholds\": []",
        "'thresholds' must be a list of 1 to 16."
    )]
    [InlineData(
        "\"threshold\": { \"value\": 0.42, \"source\": \"a test\" }",
        "\"threshold\": 0.42",
        "'threshold' must be an object."
    )]
    [InlineData(
        "\"threshold\": { \"value\": 0.42, \"source\": \"a test\" }",
        "\"accuracy\": \"?\"",
        "The manifest has no 'threshold'."
    )]
    [InlineData(
        "\"cosine\",",
        "\"cosine\", \"impostors\": { \"mean\": 0, \"deviation\": 0, \"source\": \"?\" },",
        "'impostors.deviation' must be a number from 0.001 to 1."
    )]
    public void An_error_in_the_manifest_of_an_embedding_is_named_in_a_sentence(
        string good,
        string bad,
        string sentence
    ) => AssertRefused(Embedding, good, bad, sentence);

    [Theory]
    [InlineData("[8, 16, 32]", "[]", "'output.strides' must be a list of 1 to 8.")]
    [InlineData("[8, 16, 32]", "[8, 16, \"32\"]", "'output.strides[2]' must be a whole number from 1 to 256.")]
    [InlineData(
        "[8, 16, 32]",
        "[8, 16, 64, 128]",
        "'input.width' and 'input.height' must be multiples of every stride."
    )]
    [InlineData(", \"kps_\"", "", "'output.names' must be a list of 4.")]
    [InlineData(
        "\"strides\"",
        "\"dimensions\": 1, \"strides\"",
        "The manifest has an unknown entry 'output.dimensions'."
    )]
    public void An_error_in_the_manifest_of_a_detector_is_named_in_a_sentence(
        string good,
        string bad,
        string sentence
    ) => AssertRefused(Detector, good, bad, sentence);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_JSON_is_refused(string json) =>
        Assert.StartsWith(
            "The manifest is not valid JSON, near line 1",
            Assert.Throws<ModelException>(() => ModelManifest.Read(json)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void What_is_no_object_is_refused() =>
        Assert.Equal(
            "The manifest must be one JSON object.",
            Assert.Throws<ModelException>(() => ModelManifest.Read("[1]")).Message
        );

    private static void AssertRefused(string manifest, string good, string bad, string sentence)
    {
        Assert.Contains(good, manifest, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelException>(() =>
            ModelManifest.Read(manifest.Replace(good, bad, StringComparison.Ordinal))
        );
        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", exception.Message, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.Faces.Models;

/// <summary>The manifest's format, entry by entry, in the order in which docs/models.md shows them.</summary>
internal static class ManifestReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static ModelManifest Read(string json)
    {
        using var document = Parse(json);
        var manifest = new ManifestSection(document.RootElement, path: "");
        var kind = manifest.Text("kind", ManifestPatterns.Kind());
        ModelManifest read = kind switch
        {
            "detector" => ReadDetector(manifest),
            "anti-spoof" => ReadAntiSpoof(manifest),
            "mesh" => ReadMesh(manifest),
            _ => ReadEmbedding(manifest),
        };
        manifest.RefuseUnknown();
        return read;
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (JsonException exception)
        {
            throw new ModelException(
                $"The manifest is not valid JSON, near line {exception.LineNumber + 1}.",
                exception
            );
        }
    }

    private static DetectorManifest ReadDetector(ManifestSection manifest)
    {
        var output = manifest.Section("output");
        DetectorManifest read = output.Has("grids") ? ReadBlazeFace(manifest, output) : ReadYunet(manifest, output);
        output.RefuseUnknown();
        return read;
    }

    private static YunetManifest ReadYunet(ManifestSection manifest, ManifestSection output)
    {
        var read = new YunetManifest
        {
            Name = ReadName(manifest),
            Version = manifest.Text("version", ManifestPatterns.Version()),
            File = manifest.Text("file", ManifestPatterns.File()),
            Sha256 = manifest.Text("sha256", ManifestPatterns.Sha256()),
            Licence = manifest.Text("licence"),
            Terms = manifest.OptionalText("terms"),
            Source = manifest.OptionalText("source"),
            Input = ReadInput(manifest.Section("input")),
            Strides = output.Items("strides", 1, 8, stride => stride.Whole(1, 256)),
            OutputPrefixes = output.Items("names", 4, 4, name => name.Text()),
        };
        return read.Strides.All(stride => read.Input.Width % stride == 0 && read.Input.Height % stride == 0)
            ? read
            : throw new ModelException("'input.width' and 'input.height' must be multiples of every stride.");
    }

    private static BlazeFaceManifest ReadBlazeFace(ManifestSection manifest, ManifestSection output)
    {
        var read = new BlazeFaceManifest
        {
            Name = ReadName(manifest),
            Version = manifest.Text("version", ManifestPatterns.Version()),
            File = manifest.Text("file", ManifestPatterns.File()),
            Sha256 = manifest.Text("sha256", ManifestPatterns.Sha256()),
            Licence = manifest.Text("licence"),
            Terms = manifest.OptionalText("terms"),
            Source = manifest.OptionalText("source"),
            Input = ReadInput(manifest.Section("input")),
            Grids = output.Items("grids", 1, 4, grid => ReadGrid(grid.AsSection())),
        };
        return read.Input.Width == read.Input.Height
            ? read
            : throw new ModelException("'input.width' and 'input.height' must be equal: the grids are squares.");
    }

    private static AnchorGrid ReadGrid(ManifestSection grid)
    {
        var read = new AnchorGrid(grid.Whole("side", 1, 64), grid.Whole("each", 1, 16));
        grid.RefuseUnknown();
        return read;
    }

    private static MeshManifest ReadMesh(ManifestSection manifest)
    {
        var output = manifest.Section("output");
        var read = new MeshManifest
        {
            Name = ReadName(manifest),
            Version = manifest.Text("version", ManifestPatterns.Version()),
            File = manifest.Text("file", ManifestPatterns.File()),
            Sha256 = manifest.Text("sha256", ManifestPatterns.Sha256()),
            Licence = manifest.Text("licence"),
            Terms = manifest.OptionalText("terms"),
            Source = manifest.OptionalText("source"),
            Input = ReadInput(manifest.Section("input")),
            Points = output.Text("points"),
            PointCount = output.Whole("count", 468, 478),
            Presence = output.Text("presence"),
            Crop = (float)manifest.Number("crop", 0.5, 8),
        };
        output.RefuseUnknown();
        return read.Input.Width == read.Input.Height
            ? read
            : throw new ModelException(
                "'input.width' and 'input.height' must be equal: the face is cut out as a square."
            );
    }

    private static EmbeddingManifest ReadEmbedding(ManifestSection manifest)
    {
        var output = manifest.Section("output");
        var fusion = manifest.OptionalSection("fusion");
        var alignment = manifest.Text("alignment", ManifestPatterns.Alignment());
        manifest.Text("metric", ManifestPatterns.Metric());
        var read = new EmbeddingManifest
        {
            Name = ReadName(manifest),
            Version = manifest.Text("version", ManifestPatterns.Version()),
            File = manifest.Text("file", ManifestPatterns.File()),
            Sha256 = manifest.Text("sha256", ManifestPatterns.Sha256()),
            Licence = manifest.Text("licence"),
            Terms = manifest.OptionalText("terms"),
            Source = manifest.OptionalText("source"),
            Input = ReadInput(manifest.Section("input")),
            Alignment = alignment == "dlib-150" ? AlignmentShape.Dlib150 : AlignmentShape.Arcface112,
            Output = output.OptionalText("name"),
            Dimensions = output.Whole("dimensions", 16, 4096),
            Detector = manifest.OptionalText("detector", ManifestPatterns.Name()),
            Mesh = fusion?.OptionalText("mesh", ManifestPatterns.Name()),
            IsMirrored = fusion?.OptionalText("mirror", ManifestPatterns.YesOrNo()) == "yes",
            CohortWeight = (float?)fusion?.OptionalNumber("cohort", 1, 10_000),
            Thresholds = ReadThresholds(manifest),
            Impostors = manifest.OptionalSection("impostors") is { } impostors ? ReadImpostors(impostors) : null,
            Accuracy = manifest.OptionalText("accuracy"),
        };
        fusion?.RefuseUnknown();
        output.RefuseUnknown();
        return read.Input.Width == read.Input.Height
            ? read
            : throw new ModelException("'input.width' and 'input.height' must be equal: the aligned face is a square.");
    }

    private static AntiSpoofManifest ReadAntiSpoof(ManifestSection manifest)
    {
        var output = manifest.Section("output");
        var classes = output.Whole("classes", 2, 64);
        var read = new AntiSpoofManifest
        {
            Name = ReadName(manifest),
            Version = manifest.Text("version", ManifestPatterns.Version()),
            File = manifest.Text("file", ManifestPatterns.File()),
            Sha256 = manifest.Text("sha256", ManifestPatterns.Sha256()),
            Licence = manifest.Text("licence"),
            Terms = manifest.OptionalText("terms"),
            Source = manifest.OptionalText("source"),
            Input = ReadInput(manifest.Section("input")),
            Output = output.OptionalText("name"),
            Classes = classes,
            Real = output.Whole("real", 0, classes - 1),
            NeedsSoftmax = output.Text("activation", ManifestPatterns.Activation()) == "softmax",
            Crop = (float)manifest.Number("crop", 0.5, 8),
            Threshold = ReadThreshold(manifest.Section("threshold")),
        };
        output.RefuseUnknown();
        return read;
    }

    private static string ReadName(ManifestSection manifest)
    {
        var name = manifest.Text("name", ManifestPatterns.Name());
        return name == ModelId.Classic.Name
            ? throw new ModelException(
                $"'name' must not be '{name}', which is the name of the engine without a network."
            )
            : name;
    }

    private static NetworkInput ReadInput(ManifestSection input)
    {
        var read = new NetworkInput(
            input.OptionalText("name"),
            input.Whole("width", 32, 2048),
            input.Whole("height", 32, 2048),
            input.Text("layout", ManifestPatterns.Layout()) == "NCHW" ? TensorLayout.Nchw : TensorLayout.Nhwc,
            input.Text("channels", ManifestPatterns.Channels()) == "BGR" ? ChannelOrder.Bgr : ChannelOrder.Rgb,
            input.PerChannel("mean", -1000, 1000),
            input.PerChannel("scale", 1e-6, 1000)
        );
        input.RefuseUnknown();
        return read;
    }

    private static List<ModelThreshold> ReadThresholds(ManifestSection manifest)
    {
        var first = manifest.OptionalSection("threshold");
        List<ModelThreshold> read = manifest.Has("thresholds")
            ? manifest.Items("thresholds", 1, 16, item => ReadThreshold(item.AsSection()))
            : [];
        if (first is not null)
        {
            read.Insert(0, ReadThreshold(first));
        }
        return read.Count > 0 ? read : throw new ModelException("The manifest has no 'threshold'.");
    }

    private static ModelThreshold ReadThreshold(ManifestSection threshold)
    {
        var read = new ModelThreshold(
            (float)threshold.Number("value", -1, 1),
            threshold.Text("source"),
            threshold.OptionalNumber("fmr", 0, 1)
        );
        threshold.RefuseUnknown();
        return read;
    }

    private static ImpostorPrior ReadImpostors(ManifestSection impostors)
    {
        var read = new ImpostorPrior(
            (float)impostors.Number("mean", -1, 1),
            (float)impostors.Number("deviation", 0.001, 1),
            impostors.Text("source")
        );
        impostors.RefuseUnknown();
        return read;
    }
}

/// <summary>The allowed texts of a manifest. Names become folders and files, so they contain no separator and no leading dot.</summary>
internal static partial class ManifestPatterns
{
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    public static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    public static partial Regex Version();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.onnx\z")]
    public static partial Regex File();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    public static partial Regex Sha256();

    [GeneratedRegex(@"\A(detector|embedding|anti-spoof|mesh)\z")]
    public static partial Regex Kind();

    [GeneratedRegex(@"\A(NCHW|NHWC)\z")]
    public static partial Regex Layout();

    [GeneratedRegex(@"\A(BGR|RGB)\z")]
    public static partial Regex Channels();

    [GeneratedRegex(@"\A(arcface-112|dlib-150)\z")]
    public static partial Regex Alignment();

    [GeneratedRegex(@"\A(softmax|none)\z")]
    public static partial Regex Activation();

    [GeneratedRegex(@"\A(yes|no)\z")]
    public static partial Regex YesOrNo();

    [GeneratedRegex(@"\A(cosine)\z")]
    public static partial Regex Metric();
}

/// <summary>One object of a manifest: each entry is read by name, and an entry that was never read is refused at the end.</summary>
internal sealed class ManifestSection
{
    private readonly Dictionary<string, JsonElement> entries;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly string path;

    public ManifestSection(JsonElement json, string path)
    {
        this.path = path;
        entries =
            json.ValueKind == JsonValueKind.Object
                ? json.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal)
                : throw new ModelException(
                    path.Length == 0 ? "The manifest must be one JSON object." : $"'{path}' must be an object."
                );
    }

    public bool Has(string name) => entries.ContainsKey(name);

    public string Text(string name, Regex? pattern = null) => Entry(name).Text(pattern);

    public string? OptionalText(string name, Regex? pattern = null) => Has(name) ? Text(name, pattern) : null;

    public double Number(string name, double low, double high) => Entry(name).Number(low, high);

    public double? OptionalNumber(string name, double low, double high) => Has(name) ? Number(name, low, high) : null;

    public int Whole(string name, int low, int high) => Entry(name).Whole(low, high);

    public ManifestSection Section(string name) => Entry(name).AsSection();

    public ManifestSection? OptionalSection(string name) => Has(name) ? Section(name) : null;

    public List<T> Items<T>(string name, int fewest, int most, Func<ManifestEntry, T> read) =>
        Entry(name).Items(fewest, most).ConvertAll(item => read(item));

    /// <summary>One number for all channels, or a list of three.</summary>
    public IReadOnlyList<float> PerChannel(string name, double low, double high)
    {
        var entry = Entry(name);
        if (entry.IsList)
        {
            return entry.Items(3, 3).ConvertAll(item => (float)item.Number(low, high));
        }
        var all = (float)entry.Number(low, high);
        return [all, all, all];
    }

    public void RefuseUnknown()
    {
        if (entries.Keys.FirstOrDefault(name => !asked.Contains(name)) is { } unknown)
        {
            throw new ModelException($"The manifest has an unknown entry '{Full(unknown)}'.");
        }
    }

    private ManifestEntry Entry(string name)
    {
        asked.Add(name);
        return entries.TryGetValue(name, out var json)
            ? new ManifestEntry(json, Full(name))
            : throw new ModelException($"The manifest has no '{Full(name)}'.");
    }

    private string Full(string name) => path.Length == 0 ? name : $"{path}.{name}";
}

using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Support;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Models;

/// <summary>
/// Real networks and real faces, available beside the project on some machines. Elsewhere tests that need them are
/// skipped.
/// </summary>
internal static class SharedPacks
{
    private static readonly string? Folder = Repository.Shared("models") is { } models
        ? Path.GetDirectoryName(models)
        : null;

    public static readonly YunetManifest Yunet320 = Detector("n-320", 320, "yunet_n_320_320.onnx");

    public static readonly YunetManifest Yunet640 = Detector("2023mar", 640, "face_detection_yunet_2023mar.onnx");

    public static readonly EmbeddingManifest MobileFaceNet = new()
    {
        Name = "mobilefacenet",
        Version = "y1",
        File = "mobilefacenet_y1.onnx",
        Sha256 = new string('0', 64),
        Licence = "for tests",
        Input = new NetworkInput("data", 112, 112, TensorLayout.Nchw, ChannelOrder.Rgb, [0, 0, 0], [1, 1, 1]),
        Output = "fc1",
        Dimensions = 128,
        Alignment = AlignmentShape.Arcface112,
        Thresholds = [new ModelThreshold(0.42f, "for tests", null)],
    };

    public static void SkipWhereAbsent() => Assert.SkipWhen(Folder is null, Repository.NothingShared);

    public static string Manifest(string name) => Path.Combine(Folder!, "models", name);

    public static byte[] Network(ModelManifest manifest) =>
        File.ReadAllBytes(Path.Combine(Folder!, "models", manifest.File));

    /// <summary>Pictures of one person each, in the wild.</summary>
    public static IReadOnlyList<string> People() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Folder!, "faces", "people"), "*.jpg", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal),
        ];

    public static Mat Picture(string path) => Cv2.ImDecode(File.ReadAllBytes(path), ImreadModes.Color);

    private static YunetManifest Detector(string version, int side, string file) =>
        new()
        {
            Name = "yunet",
            Version = version,
            File = file,
            Sha256 = new string('0', 64),
            Licence = "for tests",
            Input = new NetworkInput("input", side, side, TensorLayout.Nchw, ChannelOrder.Bgr, [0, 0, 0], [1, 1, 1]),
            Strides = [8, 16, 32],
            OutputPrefixes = ["cls_", "obj_", "bbox_", "kps_"],
        };
}

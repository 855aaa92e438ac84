namespace FaceRek.Core.Faces.Models;

/// <summary>
/// Networks whose licence allows everyday use, pinned by size and SHA-256: a file that changed at its address is
/// refused.
/// </summary>
public static class ModelCatalogue
{
    // The zoo stores its files in git LFS: only the media address returns the file; a raw link returns a pointer to it.
    private const string Zoo = "https://media.githubusercontent.com/media/opencv/opencv_zoo/main/models";

    /// <summary>Detectors and embeddings, each kind with the one to prefer first.</summary>
    public static IReadOnlyList<CatalogueModel> All { get; } =
    [
        Entry(
            317_434,
            "https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/master/onnx/yunet_n_320_320.onnx",
            """
            {
              "name": "yunet",
              "version": "n-320",
              "kind": "detector",
              "file": "yunet_n_320_320.onnx",
              "sha256": "81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2",
              "licence": "MIT / Apache-2.0",
              "source": "libfacedetection.train",
              "input": { "name": "input", "width": 320, "height": 320, "layout": "NCHW", "channels": "BGR", "mean": 0, "scale": 1 },
              "output": { "strides": [8, 16, 32], "names": ["cls_", "obj_", "bbox_", "kps_"] }
            }
            """
        ),
        Entry(
            232_589,
            $"{Zoo}/face_detection_yunet/face_detection_yunet_2023mar.onnx",
            """
            {
              "name": "yunet-640",
              "version": "2023mar",
              "kind": "detector",
              "file": "face_detection_yunet_2023mar.onnx",
              "sha256": "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
              "licence": "MIT",
              "source": "OpenCV model zoo",
              "input": { "name": "input", "width": 640, "height": 640, "layout": "NCHW", "channels": "BGR", "mean": 0, "scale": 1 },
              "output": { "strides": [8, 16, 32], "names": ["cls_", "obj_", "bbox_", "kps_"] }
            }
            """
        ),
        Entry(
            38_696_353,
            $"{Zoo}/face_recognition_sface/face_recognition_sface_2021dec.onnx",
            """
            {
              "name": "sface",
              "version": "2021dec",
              "kind": "embedding",
              "file": "face_recognition_sface_2021dec.onnx",
              "sha256": "0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79",
              "licence": "Apache-2.0",
              "source": "OpenCV model zoo",
              "input": { "width": 112, "height": 112, "layout": "NCHW", "channels": "RGB", "mean": 0, "scale": 1 },
              "output": { "dimensions": 128 },
              "alignment": "arcface-112",
              "metric": "cosine",
              "threshold": { "value": 0.363, "source": "OpenCV's documentation of FaceRecognizerSF, chosen for the best accuracy on LFW" },
              "accuracy": "99.40 % right on pairs of the LFW set, as the OpenCV model zoo reports it; not measured here."
            }
            """
        ),
        Entry(
            9_896_933,
            $"{Zoo}/face_recognition_sface/face_recognition_sface_2021dec_int8.onnx",
            """
            {
              "name": "sface-int8",
              "version": "2021dec",
              "kind": "embedding",
              "file": "face_recognition_sface_2021dec_int8.onnx",
              "sha256": "2b0e941e6f16cc048c20aee0c8e31f569118f65d702914540f7bfdc14048d78a",
              "licence": "Apache-2.0",
              "source": "OpenCV model zoo",
              "input": { "width": 112, "height": 112, "layout": "NCHW", "channels": "RGB", "mean": 0, "scale": 1 },
              "output": { "dimensions": 128 },
              "alignment": "arcface-112",
              "metric": "cosine",
              "threshold": { "value": 0.363, "source": "OpenCV's documentation of FaceRecognizerSF, chosen for the best accuracy of the full network on LFW" },
              "accuracy": "99.32 % right on pairs of the LFW set, as the OpenCV model zoo reports it; not measured here."
            }
            """
        ),
    ];

    /// <summary>What a new installation downloads: a detector and a recognition network.</summary>
    public static IReadOnlyList<CatalogueModel> Recommended { get; } = [Find("yunet")!, Find("sface")!];

    public static CatalogueModel? Find(string name) => All.FirstOrDefault(model => model.Manifest.Name == name);

    private static CatalogueModel Entry(long bytes, string address, string json) =>
        new(ModelManifest.Read(json), bytes, new Uri(address)) { Json = json };
}

/// <summary>A pack that can be installed by name.</summary>
/// <param name="Bytes">Exact size of the network's file.</param>
/// <param name="Address">Of the file itself.</param>
public sealed record CatalogueModel(ModelManifest Manifest, long Bytes, Uri Address)
{
    /// <summary>The manifest as it is written beside the file.</summary>
    internal string Json { get; init; } = "";
}

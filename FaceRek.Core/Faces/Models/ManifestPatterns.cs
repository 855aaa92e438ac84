using System.Text.RegularExpressions;

namespace FaceRek.Core.Faces.Models;

/// <summary>What the texts of a manifest may look like. Names become folders and files, so they hold no separator and no leading dot.</summary>
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

    [GeneratedRegex(@"\A(detector|embedding|anti-spoof)\z")]
    public static partial Regex Kind();

    [GeneratedRegex(@"\A(NCHW|NHWC)\z")]
    public static partial Regex Layout();

    [GeneratedRegex(@"\A(BGR|RGB)\z")]
    public static partial Regex Channels();

    [GeneratedRegex(@"\A(arcface-112)\z")]
    public static partial Regex Alignment();

    [GeneratedRegex(@"\A(softmax|none)\z")]
    public static partial Regex Activation();

    [GeneratedRegex(@"\A(cosine)\z")]
    public static partial Regex Metric();
}

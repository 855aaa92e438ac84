using System.Collections.Concurrent;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>YuNet (Wu, Peng and Yu, Machine Intelligence Research 20, 2023) over ONNX Runtime: boxes and five landmarks.</summary>
internal sealed class YunetDetector : IFaceDetector
{
    /// <summary>The threshold that OpenCV's FaceDetectorYN and the model zoo use by default.</summary>
    public const float SureConfidence = 0.9f;

    /// <summary>
    /// Faces from here on count where nobody is sure; beside a sure face they are somebody passing by. Measured: a fifth of
    /// 400 small grey portraits stays below 0.9 and all reach 0.74, and from 0.5 on nothing that is no face was taken for one.
    /// </summary>
    public const float DoubtfulConfidence = 0.6f;

    private readonly ConcurrentBag<YunetWorkspace> idle = [];
    private readonly OnnxNetwork network;
    private readonly NetworkInput input;
    private readonly YunetDecoder decoder;

    public YunetDetector(DetectorManifest manifest, byte[] file)
    {
        input = manifest.Input;
        decoder = new YunetDecoder(manifest);
        network = new OnnxNetwork(manifest.Name, file, input, decoder.OutputNames);
        if (!decoder.Fits(network.OutputLengths))
        {
            network.Dispose();
            throw new ModelException($"The outputs of {manifest.Name} are not those of YuNet at {input.Width}x{input.Height}.");
        }
    }

    public IReadOnlyList<DetectedFace> Detect(Mat picture)
    {
        if (!idle.TryTake(out var workspace)) { workspace = new YunetWorkspace(network.Rent(), input); }
        try
        {
            var scale = workspace.Run(picture);
            workspace.Faces.Clear();
            decoder.Decode(workspace.Pass, workspace.Faces);
            YunetOverlap.Suppress(workspace.Faces);
            return Report(workspace.Faces, scale);
        }
        finally
        {
            idle.Add(workspace);
        }
    }

    /// <param name="faces">The most confident first.</param>
    private static List<DetectedFace> Report(List<YunetFace> faces, float scale)
    {
        if (faces is [{ Confidence: >= SureConfidence }, ..]) { _ = faces.RemoveAll(face => face.Confidence < SureConfidence); }
        var reported = faces.ConvertAll(face => face.ToPicture(scale));
        reported.Sort((one, other) => (other.Box.Width * other.Box.Height).CompareTo(one.Box.Width * one.Box.Height));
        return reported;
    }

    public void Dispose()
    {
        while (idle.TryTake(out var workspace))
        {
            network.Return(workspace.Pass);
            workspace.Dispose();
        }
        network.Dispose();
    }
}

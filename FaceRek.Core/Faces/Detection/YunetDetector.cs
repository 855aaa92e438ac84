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
    /// Faces from here on count where no face reaches the higher threshold; beside a sure face they are passers-by.
    /// Measured: a fifth of 400 small grey portraits stay below 0.9 and all reach 0.74, and from 0.5 on nothing was
    /// mistaken for a face.
    /// </summary>
    public const float DoubtfulConfidence = 0.6f;

    /// <summary>
    /// Part of the picture's longer side that a face may take before it is detected again, and that it takes then.
    /// Measured with a MobileFaceNet: on 400 portraits filled by the face the equal error rate falls from 1.2 to 0.7 %;
    /// on faces a quarter as large as usual the mean genuine cosine rises from 0.72 to 0.77. Between the limits the
    /// gain is not worth another 3 ms.
    /// </summary>
    private const float SmallestShare = 0.15f,
        MaxShare = 0.45f,
        GoodShare = 1 / 3f;

    private readonly ConcurrentBag<ViewWorkspace> idle = [];
    private readonly OnnxNetwork network;
    private readonly NetworkInput input;
    private readonly YunetDecoder decoder;

    public YunetDetector(YunetManifest manifest, byte[] file)
    {
        input = manifest.Input;
        decoder = new YunetDecoder(manifest);
        network = new OnnxNetwork(manifest.Name, file, input, decoder.OutputNames);
        if (!decoder.Fits(network.OutputLengths))
        {
            network.Dispose();
            throw new ModelException(
                $"The outputs of {manifest.Name} are not those of YuNet at {input.Width}x{input.Height}."
            );
        }
    }

    public IReadOnlyList<DetectedFace> Detect(Mat picture)
    {
        if (!idle.TryTake(out var workspace))
        {
            workspace = new ViewWorkspace(network.Rent(), input);
        }
        try
        {
            var faces = Look(workspace, picture, NetworkView.Whole(picture.Size(), input));
            if (faces.Count == 0)
            {
                faces = Look(workspace, picture, NetworkView.FromAfar(picture.Size(), input));
            }
            if (faces.Count > 0)
            {
                faces[0] = LookCloser(workspace, picture, faces[0]);
            }
            return faces.ConvertAll(face => face.ToDetected());
        }
        finally
        {
            idle.Add(workspace);
        }
    }

    /// <returns>In pixels of the picture, the largest first.</returns>
    private List<FaceCandidate> Look(ViewWorkspace workspace, Mat picture, NetworkView view)
    {
        workspace.Run(picture, view);
        var faces = workspace.Faces;
        faces.Clear();
        decoder.Decode(workspace.Pass, faces);
        BoxOverlap.Suppress(faces);
        if (faces is [{ Confidence: >= SureConfidence }, ..])
        {
            faces.RemoveAll(face => face.Confidence < SureConfidence);
        }
        var seen = faces.ConvertAll(face => face.ToPicture(view));
        seen.Sort((one, other) => (other.Box.Width * other.Box.Height).CompareTo(one.Box.Width * one.Box.Height));
        return seen;
    }

    /// <summary>
    /// Landmarks are inaccurate on faces that are very large or very small in the input, so such a face is detected
    /// again at a good size.
    /// </summary>
    private FaceCandidate LookCloser(ViewWorkspace workspace, Mat picture, FaceCandidate face)
    {
        var share = face.Box.Width / Math.Max(picture.Width, picture.Height);
        if (share is >= SmallestShare and <= MaxShare)
        {
            return face;
        }
        var middle = new Point2f(face.Box.X + (face.Box.Width / 2), face.Box.Y + (face.Box.Height / 2));
        var side = Math.Max(face.Box.Width, face.Box.Height) / GoodShare;
        var again = Look(workspace, picture, NetworkView.Around(middle, side, picture.Size(), input));
        return
            again.Find(found => BoxOverlap.Share(found.Box, face.Box) >= BoxOverlap.SameFace)
                is { Confidence: > 0 } closer
            ? closer
            : face;
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

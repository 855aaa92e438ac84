using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Alignment;

/// <summary>
/// MediaPipe's face mesh (Kartynnik et al., arXiv 1907.06724, 2019): many points on a face that a detector found. Serves
/// parallel calls.
/// </summary>
internal sealed class FaceMeshNetwork : IDisposable
{
    private readonly MeshManifest manifest;
    private readonly OnnxNetwork network;

    public FaceMeshNetwork(MeshManifest manifest, byte[] file)
    {
        this.manifest = manifest;
        network = new OnnxNetwork(manifest.Name, file, manifest.Input, [manifest.Points, manifest.Presence]);
        if (network.OutputLengths is not [var numbers, 1] || numbers != 3 * manifest.PointCount)
        {
            network.Dispose();
            throw new ModelException(
                $"The network of {manifest.Name} does not answer with {manifest.PointCount} points and a presence."
            );
        }
    }

    /// <param name="picture">BGR.</param>
    /// <param name="face">With landmarks: the network reads a face with level eyes.</param>
    public FaceMesh Read(Mat picture, DetectedFace face)
    {
        var toInput = ToInput(face);
        using var matrix = toInput.ToMat();
        using var crop = new Mat();
        Cv2.WarpAffine(picture, crop, matrix, new Size(manifest.Input.Width, manifest.Input.Height));
        var toPicture = toInput.Inverse();
        var pass = network.Rent();
        try
        {
            pass.Run(crop);
            return FaceMesh.Of(pass.Output(0), pass.Output(1)[0], toPicture);
        }
        finally
        {
            network.Return(pass);
        }
    }

    public void Dispose() => network.Dispose();

    private FivePointTransform ToInput(DetectedFace face)
    {
        var eyes = face.Eyes ?? throw new ArgumentException("A mesh needs the eyes to level the face.", nameof(face));
        var box = face.Box;
        var scale = manifest.Input.Width / (manifest.Crop * Math.Max(box.Width, box.Height));
        var across = eyes.Right - eyes.Left;
        var turn = Math.Atan2(across.Y, across.X);
        var (a, b) = (scale * Math.Cos(turn), -scale * Math.Sin(turn));
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        var half = manifest.Input.Width / 2.0;
        return new(a, b, half - ((a * x) - (b * y)), half - ((b * x) + (a * y)));
    }
}

/// <summary>Points on a face, by the numbers that MediaPipe gives them.</summary>
/// <param name="Points">In pixels of the picture; z is the depth on the same scale, smaller towards the camera.</param>
/// <param name="Presence">The probability that there is a face, 0 to 1.</param>
internal sealed record FaceMesh(Point3f[] Points, float Presence)
{
    private const int NoseTip = 1,
        LeftMouth = 61,
        RightMouth = 291;

    private static readonly int[] LeftEye = [33, 133, 159, 145, 160, 158, 144, 153];

    private static readonly int[] RightEye = [362, 263, 386, 374, 385, 387, 380, 373];

    public static FaceMesh Of(ReadOnlySpan<float> numbers, float presence, FivePointTransform toPicture)
    {
        var points = new Point3f[numbers.Length / 3];
        for (var i = 0; i < points.Length; i++)
        {
            var flat = toPicture.Apply(new Point2f(numbers[3 * i], numbers[(3 * i) + 1]));
            points[i] = new(flat.X, flat.Y, (float)(numbers[(3 * i) + 2] * toPicture.Scale));
        }
        return new(points, presence);
    }

    public FaceLandmarks ToLandmarks() =>
        new(MeanOf(LeftEye), MeanOf(RightEye), At(NoseTip), At(LeftMouth), At(RightMouth));

    private Point2f At(int index) => new(Points[index].X, Points[index].Y);

    private Point2f MeanOf(int[] indices) =>
        indices.Aggregate(default(Point2f), (sum, index) => sum + At(index)) * (1.0 / indices.Length);
}

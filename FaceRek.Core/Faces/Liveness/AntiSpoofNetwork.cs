using System.Numerics.Tensors;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Any anti-spoof network that a manifest describes. Serves parallel calls.</summary>
internal sealed class AntiSpoofNetwork : IDisposable
{
    private readonly AntiSpoofManifest manifest;
    private readonly OnnxNetwork network;

    public AntiSpoofNetwork(AntiSpoofManifest manifest, byte[] file)
    {
        this.manifest = manifest;
        network = new OnnxNetwork(
            manifest.Name,
            file,
            manifest.Input,
            manifest.Output is null ? null : [manifest.Output]
        );
        if (network.OutputLengths is [var length] && length == manifest.Classes)
        {
            return;
        }
        network.Dispose();
        throw new ModelException($"The network of {manifest.Name} does not answer with {manifest.Classes} classes.");
    }

    /// <param name="picture">BGR.</param>
    /// <param name="face">In pixels of <paramref name="picture"/>.</param>
    public bool LooksReal(Mat picture, FaceBox face)
    {
        using var part = picture[Around(face, picture.Size())];
        using var crop = part.Resize(new Size(manifest.Input.Width, manifest.Input.Height));
        var pass = network.Rent();
        try
        {
            pass.Run(crop);
            Span<float> classes = stackalloc float[manifest.Classes];
            if (manifest.NeedsSoftmax)
            {
                TensorPrimitives.SoftMax(pass.Output(0), classes);
            }
            else
            {
                pass.Output(0).CopyTo(classes);
            }
            return classes[manifest.Real] >= manifest.Threshold.Value;
        }
        finally
        {
            network.Return(pass);
        }
    }

    public void Dispose() => network.Dispose();

    /// <summary>Reduced to fit the picture and moved inside it: the network was trained on squares.</summary>
    private Rect Around(FaceBox face, Size picture)
    {
        var side = Math.Clamp(
            (int)(MathF.Max(face.Width, face.Height) * manifest.Crop),
            1,
            Math.Min(picture.Width, picture.Height)
        );
        var (left, top) = (
            (int)(face.X + (face.Width / 2)) - (side / 2),
            (int)(face.Y + (face.Height / 2)) - (side / 2)
        );
        return new Rect(
            Math.Clamp(left, 0, picture.Width - side),
            Math.Clamp(top, 0, picture.Height - side),
            side,
            side
        );
    }
}

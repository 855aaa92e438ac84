using System.Numerics.Tensors;
using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>Runs any embedding network that a manifest describes: a five-point aligned crop in, a unit vector out.</summary>
internal sealed class OnnxExtractor : ITemplateExtractor
{
    private readonly EmbeddingManifest manifest;
    private readonly MeanFace mean;
    private readonly OnnxNetwork network;

    public OnnxExtractor(EmbeddingManifest manifest, byte[] file)
    {
        this.manifest = manifest;
        mean = MeanFace.Of(manifest.Alignment);
        network = new OnnxNetwork(
            manifest.Name,
            file,
            manifest.Input,
            manifest.Output is null ? null : [manifest.Output]
        );
        if (network.OutputLengths is not [var length] || length != manifest.Dimensions)
        {
            network.Dispose();
            throw new ModelException(
                $"The network of {manifest.Name} does not answer with {manifest.Dimensions} numbers."
            );
        }
    }

    public ModelId Model => manifest.Id;

    public Template Extract(Mat picture, DetectedFace face)
    {
        var landmarks =
            face.Landmarks ?? throw new ArgumentException("A network needs landmarks to align the face.", nameof(face));
        using var crop = FivePointAlignment.Crop(picture, landmarks, mean, manifest.Input.Width);
        var vector = new float[manifest.Dimensions];
        var pass = network.Rent();
        try
        {
            Add(pass, crop, vector);
            if (manifest.IsMirrored)
            {
                Cv2.Flip(crop, crop, FlipMode.Y);
                Add(pass, crop, vector);
            }
        }
        finally
        {
            network.Return(pass);
        }
        Normalise(vector);
        return new Template(Model, vector);
    }

    public void Dispose() => network.Dispose();

    /// <summary>Unit vectors are added, so that both passes have the same weight.</summary>
    private void Add(OnnxPass pass, Mat crop, Span<float> sum)
    {
        pass.Run(crop);
        var look = pass.Output(0);
        TensorPrimitives.MultiplyAdd(look, 1 / Norm(look), sum, sum);
    }

    private void Normalise(Span<float> vector) => TensorPrimitives.Divide(vector, Norm(vector), vector);

    private float Norm(ReadOnlySpan<float> vector)
    {
        var norm = TensorPrimitives.Norm(vector);
        return norm > 0 && float.IsFinite(norm)
            ? norm
            : throw new InvalidOperationException($"{Model} answered a vector without a direction.");
    }
}

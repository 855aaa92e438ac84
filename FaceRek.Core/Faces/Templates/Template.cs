using System.Runtime.InteropServices;
using FaceRek.Core.Faces.Detection;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Templates;

/// <summary>
/// The numbers a model computes from one aligned face. As sensitive as the picture: stored encrypted and never sent out
/// of the system.
/// </summary>
public sealed class Template(ModelId model, float[] values)
{
    public ModelId Model { get; } = model;

    /// <summary>The numbers in the model's own shape and scale: a unit vector for networks, histograms for the classic engine.</summary>
    public ReadOnlySpan<float> Values => values;

    public byte[] ToBytes() => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    public static Template FromBytes(ModelId model, ReadOnlySpan<byte> bytes) =>
        new(model, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
}

/// <summary>Aligns one face and turns it into a template. Implementations serve parallel calls.</summary>
internal interface ITemplateExtractor : IDisposable
{
    ModelId Model { get; }

    /// <param name="picture">The upright BGR picture in which <paramref name="face"/> was detected.</param>
    Template Extract(Mat picture, DetectedFace face);
}

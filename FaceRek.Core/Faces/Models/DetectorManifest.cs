namespace FaceRek.Core.Faces.Models;

/// <summary>A network that finds faces: YuNet, or one with the same raw outputs.</summary>
public sealed record DetectorManifest : ModelManifest
{
    /// <summary>Pixels of the input from one cell of each output map to the next.</summary>
    public required IReadOnlyList<int> Strides { get; init; }

    /// <summary>Of the outputs for class, objectness, box and points, in this order; the stride follows, as in <c>cls_8</c>.</summary>
    public required IReadOnlyList<string> OutputPrefixes { get; init; }
}

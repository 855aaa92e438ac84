using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.Faces.Models;

/// <summary>A network that turns an aligned face into a vector; two vectors are compared by the cosine between them.</summary>
public sealed record EmbeddingManifest : ModelManifest
{
    /// <summary>Null takes the network's only output.</summary>
    public string? Output { get; init; }

    /// <summary>Length of the vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The detector pack it was measured with; null takes the best one installed.</summary>
    public string? Detector { get; init; }

    /// <summary>At least one; the first is in force.</summary>
    public required IReadOnlyList<ModelThreshold> Thresholds { get; init; }

    /// <summary>How alike the network finds two strangers; null when nobody has measured it.</summary>
    public ImpostorPrior? Impostors { get; init; }

    /// <summary>What is known of its errors, in one sentence for an admin; null when nothing is.</summary>
    public string? Accuracy { get; init; }
}

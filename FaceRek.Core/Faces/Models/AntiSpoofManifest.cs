namespace FaceRek.Core.Faces.Models;

/// <summary>A network that tells a picture of a face from a face: it looks at the face with some of its surroundings, where screens and prints end.</summary>
public sealed record AntiSpoofManifest : ModelManifest
{
    /// <summary>Null takes the network's only output.</summary>
    public string? Output { get; init; }

    /// <summary>How many classes it tells apart.</summary>
    public required int Classes { get; init; }

    /// <summary>Which of them is a real face.</summary>
    public required int Real { get; init; }

    /// <summary>Whether the outputs still have to be made probabilities.</summary>
    public required bool NeedsSoftmax { get; init; }

    /// <summary>How much it looks at: the side of a square around the face, in longer sides of the face's box.</summary>
    public required float Crop { get; init; }

    /// <summary>From this probability of a real face on a frame looks real.</summary>
    public required ModelThreshold Threshold { get; init; }
}

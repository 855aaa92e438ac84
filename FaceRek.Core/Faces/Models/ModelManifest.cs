using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Matching;

namespace FaceRek.Core.Faces.Models;

/// <summary>What a pack states about its network, so that the code knows no network by name.</summary>
public abstract record ModelManifest
{
    /// <summary>Lower-case letters, digits and hyphens; also the name of the pack's folder.</summary>
    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>The network's file, beside the manifest.</summary>
    public required string File { get; init; }

    /// <summary>Of the file: 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required string Licence { get; init; }

    public required NetworkInput Input { get; init; }

    /// <summary>Where it comes from; null when the pack does not say.</summary>
    public string? Source { get; init; }

    /// <summary>What the licence says, in the words of who grants it; null when the pack does not say.</summary>
    public string? Terms { get; init; }

    public ModelId Id => new(Name, Version);

    /// <summary>Reads a manifest. Strict: a missing, unknown or out-of-range entry is an error, never a guess.</summary>
    /// <exception cref="ModelException">One sentence that names the entry.</exception>
    public static ModelManifest Read(string json) => ManifestReader.Read(json);
}

/// <param name="Value">Cosine from which two templates count as the same person, -1 to 1.</param>
/// <param name="Source">Who measured it, and on what.</param>
/// <param name="FalseMatchRate">Of one comparison of strangers at this value, 0 to 1; null when it was not measured.</param>
public sealed record ModelThreshold(float Value, string Source, double? FalseMatchRate);

/// <summary>A network that finds faces.</summary>
public abstract record DetectorManifest : ModelManifest;

/// <summary>YuNet, or a detector with the same raw outputs.</summary>
public sealed record YunetManifest : DetectorManifest
{
    /// <summary>Pixels of the input from one cell of each output map to the next.</summary>
    public required IReadOnlyList<int> Strides { get; init; }

    /// <summary>Of the outputs for class, objectness, box and points, in this order; the stride follows, as in <c>cls_8</c>.</summary>
    public required IReadOnlyList<string> OutputPrefixes { get; init; }
}

/// <summary>BlazeFace, or a detector with the same raw outputs: they are told apart by their lengths.</summary>
public sealed record BlazeFaceManifest : DetectorManifest
{
    /// <summary>In the order in which the network counts its cells.</summary>
    public required IReadOnlyList<AnchorGrid> Grids { get; init; }
}

/// <summary>Cells in which a detector looks for faces.</summary>
/// <param name="Side">Cells along each side of the input.</param>
/// <param name="Each">Answers of each cell.</param>
public sealed record AnchorGrid(int Side, int Each)
{
    internal int Anchors => Side * Side * Each;
}

/// <summary>A network that places many points on a face that was found.</summary>
public sealed record MeshManifest : ModelManifest
{
    /// <summary>The output with x, y and z of each point, in pixels of the input.</summary>
    public required string Points { get; init; }

    public required int PointCount { get; init; }

    /// <summary>The output with the probability that there is a face.</summary>
    public required string Presence { get; init; }

    /// <summary>How much it looks at: the side of a square around the face, in longer sides of the face's box.</summary>
    public required float Crop { get; init; }
}

/// <summary>A network that turns an aligned face into a vector; two vectors are compared by the cosine between them.</summary>
public sealed record EmbeddingManifest : ModelManifest
{
    /// <summary>Where the points of a face must be in the network's input.</summary>
    public required AlignmentShape Alignment { get; init; }

    /// <summary>Null takes the network's only output.</summary>
    public string? Output { get; init; }

    /// <summary>Length of the vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>The detector pack it was measured with; null takes the best one installed.</summary>
    public string? Detector { get; init; }

    /// <summary>The mesh pack whose points it aligns by, where that is installed; null takes the detector's points.</summary>
    public string? Mesh { get; init; }

    /// <summary>Adds the vector of the mirrored crop, at twice the time of the network.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>As <see cref="MatchPolicy.PriorWeight"/>; null takes what most networks do best with.</summary>
    public float? CohortWeight { get; init; }

    /// <summary>At least one; the first is active.</summary>
    public required IReadOnlyList<ModelThreshold> Thresholds { get; init; }

    /// <summary>How alike the network finds two strangers; null when it has not been measured.</summary>
    public ImpostorPrior? Impostors { get; init; }

    /// <summary>What is known about its errors, in one sentence for an admin; null when nothing is.</summary>
    public string? Accuracy { get; init; }
}

/// <summary>
/// A network that detects a picture of a face: it sees the face with some of its surroundings, where screens and prints
/// end.
/// </summary>
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

    /// <summary>A frame looks real from this probability of a real face on.</summary>
    public required ModelThreshold Threshold { get; init; }
}

/// <summary>How a picture becomes the numbers a network was trained on: (grey level 0 to 255 - mean) * scale, channel by channel.</summary>
/// <param name="Name">Of the tensor; null takes the network's only input.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Mean">One number a channel, in the order of <paramref name="Channels"/>.</param>
/// <param name="Scale">One number a channel, in the order of <paramref name="Channels"/>.</param>
public sealed record NetworkInput(
    string? Name,
    int Width,
    int Height,
    TensorLayout Layout,
    ChannelOrder Channels,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Scale
)
{
    internal int Length => 3 * Width * Height;

    internal long[] Shape => Layout == TensorLayout.Nchw ? [1, 3, Height, Width] : [1, Height, Width, 3];
}

/// <summary>The mean face that a network was trained with.</summary>
public enum AlignmentShape
{
    /// <summary>Of the ArcFace family, given in a square of 112 pixels.</summary>
    Arcface112,

    /// <summary>Of dlib, given in a square of 150 pixels.</summary>
    Dlib150,
}

/// <summary>The order in which a network was trained to see the colours.</summary>
public enum ChannelOrder
{
    Bgr,
    Rgb,
}

public enum TensorLayout
{
    /// <summary>One plane after the other: batch, channel, row, column.</summary>
    Nchw,

    /// <summary>Pixel by pixel: batch, row, column, channel.</summary>
    Nhwc,
}

/// <summary>One value of a manifest, with the path by which an error names it.</summary>
internal readonly record struct ManifestEntry(JsonElement Json, string Path)
{
    private const int MaxTextLength = 1000;

    public bool IsList => Json.ValueKind == JsonValueKind.Array;

    public ManifestSection AsSection() => new(Json, Path);

    public string Text(Regex? pattern = null)
    {
        if (Json.ValueKind != JsonValueKind.String || Json.GetString() is not { Length: > 0 and <= MaxTextLength } text)
        {
            throw new ModelException($"'{Path}' must be a text of at most {MaxTextLength} characters.");
        }
        return pattern is null || pattern.IsMatch(text)
            ? text
            : throw new ModelException($"'{Path}' must match {pattern}.");
    }

    public double Number(double low, double high) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetDouble(out var number) && number >= low && number <= high
            ? number
            : throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"'{Path}' must be a number from {low} to {high}.")
            );

    public int Whole(int low, int high) =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) && number >= low && number <= high
            ? number
            : throw new ModelException($"'{Path}' must be a whole number from {low} to {high}.");

    public List<ManifestEntry> Items(int fewest, int most)
    {
        if (!IsList || Json.GetArrayLength() < fewest || Json.GetArrayLength() > most)
        {
            throw new ModelException(
                fewest == most
                    ? $"'{Path}' must be a list of {most}."
                    : $"'{Path}' must be a list of {fewest} to {most}."
            );
        }
        var path = Path;
        return [.. Json.EnumerateArray().Select((item, i) => new ManifestEntry(item, $"{path}[{i}]"))];
    }
}

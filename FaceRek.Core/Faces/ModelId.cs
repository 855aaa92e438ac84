namespace FaceRek.Core.Faces;

/// <summary>Which model made a template, written <c>name/version</c>; templates of different models are never compared.</summary>
public readonly record struct ModelId(string Name, string Version)
{
    /// <summary>The engine that needs no network weights and is therefore always installed.</summary>
    public static readonly ModelId Classic = new("classic", "1");

    public override string ToString() => $"{Name}/{Version}";
}

namespace FaceRek.Core.Faces.Models;

/// <summary>A pack that can be installed by name.</summary>
/// <param name="Bytes">Exact size of the network's file.</param>
/// <param name="Address">Of the file itself.</param>
public sealed record CatalogueModel(ModelManifest Manifest, long Bytes, Uri Address)
{
    /// <summary>The manifest as it is written beside the file.</summary>
    internal string Json { get; init; } = "";
}

namespace FaceRek.Core.Faces.Models;

/// <summary>What a pack says about its network, so that code needs to know no network by name.</summary>
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

    public ModelId Id => new(Name, Version);
}

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

    /// <summary>Where it comes from; null when the pack does not say.</summary>
    public string? Source { get; init; }

    public ModelId Id => new(Name, Version);

    /// <summary>Reads a manifest. Strict: an entry that is missing, unknown or out of range is a fault, never a guess.</summary>
    /// <exception cref="ModelException">One sentence that names the entry.</exception>
    public static ModelManifest Read(string json) => ManifestReader.Read(json);
}

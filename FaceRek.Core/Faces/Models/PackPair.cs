namespace FaceRek.Core.Faces.Models;

/// <param name="Detector">Null when none is installed that the embedding could use.</param>
internal sealed record PackPair(InstalledPack Embedding, InstalledPack? Detector);

namespace FaceRek.Core.Faces.Models;

/// <param name="Json">The manifest as it lies on disk: two packs are the same when this is.</param>
internal sealed record InstalledPack(ModelManifest Manifest, string Json)
{
    public bool Equals(InstalledPack? other) => other?.Json == Json;

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);
}

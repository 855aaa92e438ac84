using System.Security.Cryptography;
using System.Text;

namespace FaceRek.Core.Faces.Models;

/// <param name="Json">The manifest as it lies on disk.</param>
/// <param name="CalibrationJson">What was measured of the pack here, as it lies beside it; null when nothing was.</param>
internal sealed record InstalledPack(ModelManifest Manifest, string Json, string? CalibrationJson = null)
{
    /// <summary>Of the manifest: two packs of one fingerprint compute the same.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));

    public bool Equals(InstalledPack? other) => (other?.Json, other?.CalibrationJson) == (Json, CalibrationJson);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);
}

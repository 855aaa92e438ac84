using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Engine;

/// <summary>The contents of the store when it was last read, each network with the detector it will use.</summary>
internal sealed class InstalledModels
{
    private readonly IReadOnlyList<PackPair> pairs;

    private InstalledModels(
        IReadOnlyList<PackPair> pairs,
        InstalledPack? antiSpoof,
        IReadOnlyList<CatalogueModel> catalogue
    )
    {
        (this.pairs, AntiSpoof) = (pairs, antiSpoof);
        Summaries = [Classic, .. pairs.Select(Summary)];
        Recommended =
            catalogue
                .Select(model =>
                    Summaries.FirstOrDefault(summary =>
                        summary.IsUsable && Find(summary.Name)?.Embedding.Manifest.Sha256 == model.Manifest.Sha256
                    )
                )
                .FirstOrDefault(summary => summary is not null)
            ?? Classic;
    }

    public IReadOnlyList<ModelSummary> Summaries { get; }

    public ModelSummary Recommended { get; }

    /// <summary>The first by name; null when none is installed.</summary>
    public InstalledPack? AntiSpoof { get; }

    private static ModelSummary Classic { get; } =
        new(
            ModelId.Classic.Name,
            ModelId.Classic.Version,
            "Part of FaceRek",
            IsNeural: false,
            Obstacle: null,
            ClassicPolicy.Measured.Source,
            "Equal error rate 1.5 % on uniform photographs (ORL, five templates) and 9 % on photographs in the wild (two templates). Enough to try FaceRek; a neural model makes a fraction of these errors."
        );

    public static InstalledModels Read(ModelStore store)
    {
        var packs = store.Packs();
        var preferred = store.Catalogue.Select(model => model.Manifest.Name).Reverse().ToList();
        var detectors = packs
            .Where(pack => pack.Manifest is DetectorManifest)
            .OrderByDescending(pack => preferred.IndexOf(pack.Manifest.Name))
            .ToList();
        var embeddings = packs.Where(pack => pack.Manifest is EmbeddingManifest);
        return new(
            [
                .. embeddings.Select(pack => new PackPair(
                    pack,
                    DetectorFor((EmbeddingManifest)pack.Manifest, detectors),
                    packs.FirstOrDefault(mesh =>
                        mesh.Manifest is MeshManifest && mesh.Manifest.Name == ((EmbeddingManifest)pack.Manifest).Mesh
                    )
                )),
            ],
            packs.FirstOrDefault(pack => pack.Manifest is AntiSpoofManifest),
            store.Catalogue
        );
    }

    public PackPair? Find(string name) => pairs.FirstOrDefault(pair => pair.Embedding.Manifest.Name == name);

    /// <returns>Null when there is none.</returns>
    public static string? ObstacleTo(PackPair pair)
    {
        if (pair.Detector is not null)
        {
            return null;
        }
        var manifest = (EmbeddingManifest)pair.Embedding.Manifest;
        return $"{manifest.Name} needs a face detector: install {manifest.Detector ?? ModelCatalogue.Recommended[0].Manifest.Name} first.";
    }

    private static InstalledPack? DetectorFor(EmbeddingManifest embedding, List<InstalledPack> detectors) =>
        embedding.Detector is null
            ? detectors.FirstOrDefault()
            : detectors.Find(pack => pack.Manifest.Name == embedding.Detector);

    private static ModelSummary Summary(PackPair pair)
    {
        var manifest = (EmbeddingManifest)pair.Embedding.Manifest;
        return new ModelSummary(
            manifest.Name,
            manifest.Version,
            manifest.Licence,
            IsNeural: true,
            ObstacleTo(pair),
            Calibration.Of(pair)?.Source ?? manifest.Thresholds[0].Source,
            manifest.Accuracy ?? "Its errors are not known. Measure them with the evaluate command."
        );
    }
}

/// <param name="Json">The manifest as stored on disk.</param>
/// <param name="CalibrationJson">What was measured for the pack on this installation, as stored beside it; null when nothing was.</param>
internal sealed record InstalledPack(ModelManifest Manifest, string Json, string? CalibrationJson = null)
{
    /// <summary>Hash of the manifest: two packs with one fingerprint compute the same.</summary>
    public string Fingerprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json)));

    public bool Equals(InstalledPack? other) => (other?.Json, other?.CalibrationJson) == (Json, CalibrationJson);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);
}

/// <param name="Detector">Null when no installed detector fits the embedding.</param>
/// <param name="Mesh">Null where the embedding wants none, or it is not installed.</param>
internal sealed record PackPair(InstalledPack Embedding, InstalledPack? Detector, InstalledPack? Mesh = null)
{
    /// <summary>Of all that finds the points a face is aligned by.</summary>
    public string? PointsFingerprint => Detector is null ? null : Detector.Fingerprint + Mesh?.Fingerprint;
}

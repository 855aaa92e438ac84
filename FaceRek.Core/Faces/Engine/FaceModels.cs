using System.Collections.Concurrent;
using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Evaluation;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Engine;

/// <summary>The models of this process: each is loaded on first use, then shared by all callers. Serves parallel calls.</summary>
public sealed class FaceModels : IDisposable
{
    private readonly ConcurrentDictionary<string, LoadedModel> loaded = new(StringComparer.Ordinal);
    private readonly List<LoadedModel> replaced = [];
    private readonly Lock loading = new();
    private readonly ModelStore store;
    private readonly Func<FaceModel> classic;
    private readonly QualityLimits quality = QualityLimits.Default;
    private volatile InstalledModels installed;
    private volatile LoadedAntiSpoof? antiSpoof;

    /// <param name="quality">What a picture needs to be compared, for every model.</param>
    public FaceModels(ModelStore store, QualityLimits quality)
        : this(store, () => FaceModel.Classic(quality: quality)) => this.quality = quality;

    public FaceModels(ModelStore store)
        : this(store, QualityLimits.Default) { }

    internal FaceModels(ModelStore store, Func<FaceModel> classic)
    {
        (this.store, this.classic) = (store, classic);
        installed = InstalledModels.Read(store);
    }

    /// <summary>The classic engine first, then the embedding packs by name.</summary>
    public IReadOnlyList<ModelSummary> Installed => installed.Summaries;

    /// <summary>
    /// What a new organization starts with: the first usable network of the catalogue, else the classic engine. A pack
    /// from elsewhere is used only when an admin chooses it, because its licence and errors are unknown here.
    /// </summary>
    public ModelSummary Recommended => installed.Recommended;

    /// <summary>The model of a new organization: the recommended one of what is installed now, unless it is damaged.</summary>
    public ModelSummary First()
    {
        Refresh();
        var recommended = Recommended;
        try
        {
            if (recommended.IsNeural)
            {
                Get(recommended.Name);
            }
            return recommended;
        }
        catch (ModelException)
        {
            return Installed[0];
        }
    }

    /// <summary>The network that detects pictures of faces; null where none is installed. It is used with every model.</summary>
    public ModelManifest? AntiSpoof => installed.AntiSpoof?.Manifest;

    /// <exception cref="ModelException">It is not installed, not usable or damaged.</exception>
    public FaceModel Get(string name)
    {
        if (loaded.TryGetValue(name, out var known))
        {
            return known.Model;
        }
        lock (loading)
        {
            if (!loaded.TryGetValue(name, out known))
            {
                loaded[name] = known = Load(name);
            }
            return known.Model;
        }
    }

    /// <summary>
    /// Uses the evaluation's measurements for the thresholds of a pack, from now on and in every process that shares
    /// the store.
    /// </summary>
    /// <exception cref="ModelException">It is not a pack, or too little was measured; nothing was kept.</exception>
    public Calibration Keep(string name, EvaluationReport report, EvaluationPlan plan, DateOnly on)
    {
        if (name == ModelId.Classic.Name)
        {
            throw new ModelException(
                "The classic engine comes with its own measured thresholds; only those of a pack are kept."
            );
        }
        var packs = installed.Find(name) is { Detector: not null } found
            ? found
            : throw new ModelException($"There is no usable model '{name}' here.");
        var calibration = Calibration.Of(report, plan, packs, on);
        store.Keep(name, calibration);
        Refresh();
        return calibration;
    }

    /// <returns>Null where none is installed.</returns>
    /// <exception cref="ModelException">It is damaged.</exception>
    internal AntiSpoofNetwork? GetAntiSpoof()
    {
        if (installed.AntiSpoof is not { } wanted)
        {
            return null;
        }
        if (antiSpoof is { } known && known.From == wanted)
        {
            return known.Network;
        }
        lock (loading)
        {
            if (antiSpoof?.From != wanted)
            {
                antiSpoof = new LoadedAntiSpoof(
                    new AntiSpoofNetwork((AntiSpoofManifest)wanted.Manifest, store.Network(wanted.Manifest)),
                    wanted
                );
            }
            return antiSpoof!.Network;
        }
    }

    /// <summary>Reads the store again. Unchanged models stay loaded; changed ones are loaded again on next use.</summary>
    public void Refresh()
    {
        lock (loading)
        {
            installed = InstalledModels.Read(store);
            foreach (var (name, model) in loaded)
            {
                if (installed.Find(name) == model.From)
                {
                    continue;
                }
                loaded.TryRemove(name, out _);
                // A reader may be using the model right now. Models change so rarely that the old one is kept until the process ends.
                replaced.Add(model);
            }
        }
    }

    public void Dispose()
    {
        lock (loading)
        {
            foreach (var model in loaded.Values.Concat(replaced))
            {
                model.Model.Dispose();
            }
            antiSpoof?.Network.Dispose();
            loaded.Clear();
            replaced.Clear();
        }
    }

    private LoadedModel Load(string name)
    {
        if (FaceEngine.Obstacle is { } obstacle)
        {
            throw new ModelException(obstacle);
        }
        if (name == ModelId.Classic.Name)
        {
            return new LoadedModel(OpenClassic(), From: null);
        }
        if (installed.Find(name) is null)
        {
            installed = InstalledModels.Read(store);
        } // It may have been installed since the last refresh.
        var packs =
            installed.Find(name)
            ?? throw new ModelException(
                $"There is no model '{name}' here. Install it, or choose {string.Join(" or ", Installed.Select(model => model.Name))}."
            );
        return new LoadedModel(Open(packs), packs);
    }

    private FaceModel OpenClassic()
    {
        try
        {
            return classic();
        }
        catch (FileNotFoundException exception)
        {
            throw new ModelException(exception.Message, exception);
        }
    }

    private FaceModel Open(PackPair packs)
    {
        if (packs.Detector?.Manifest is not DetectorManifest detector)
        {
            throw new ModelException(InstalledModels.ObstacleTo(packs)!);
        }
        var embedding = (EmbeddingManifest)packs.Embedding.Manifest;
        var extractor = new OnnxExtractor(embedding, store.Network(embedding));
        try
        {
            return new FaceModel(
                embedding.Licence,
                isNeural: true,
                EmbeddingPolicy.For(embedding, Calibration.Of(packs)),
                OpenDetector(detector, packs.Mesh?.Manifest as MeshManifest),
                extractor,
                quality
            );
        }
        catch
        {
            extractor.Dispose();
            throw;
        }
    }

    private IFaceDetector OpenDetector(DetectorManifest detector, MeshManifest? mesh)
    {
        var inner = DetectorPacks.Open(detector, store.Network(detector));
        try
        {
            return mesh is null ? inner : new MeshedDetector(inner, new FaceMeshNetwork(mesh, store.Network(mesh)));
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    private sealed record LoadedAntiSpoof(AntiSpoofNetwork Network, InstalledPack From);

    private sealed record LoadedModel(FaceModel Model, PackPair? From);
}

/// <summary>A recognition model that an organization can choose, described for its admin.</summary>
/// <param name="Name">The key for <see cref="FaceModels.Get"/>.</param>
/// <param name="Obstacle">Why it cannot be used yet and what to do, in one sentence; null when it can.</param>
/// <param name="ThresholdSource">Who measured the active threshold, and on what.</param>
/// <param name="ErrorNote">What is known about its errors, in one sentence.</param>
public sealed record ModelSummary(
    string Name,
    string Version,
    string Licence,
    bool IsNeural,
    string? Obstacle,
    string ThresholdSource,
    string ErrorNote
)
{
    public bool IsUsable => Obstacle is null;
}

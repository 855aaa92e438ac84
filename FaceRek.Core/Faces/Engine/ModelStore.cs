using System.Text;
using FaceRek.Core.Faces.Alignment;
using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Engine;

/// <summary>The packs of this installation, one folder each: <c>model.json</c>, and beside it the network, named by its hash.</summary>
/// <remarks>
/// A pack changes in one step, when its manifest is renamed into place; until then the old one stays complete. So
/// several processes may share the folder, and a power cut leaves either the old pack or the new one.
/// </remarks>
public sealed class ModelStore
{
    private const string ManifestName = "model.json";
    private const string CalibrationName = "calibration.json";
    private const string PartSuffix = ".part";
    private const int MaxManifestLength = 1 << 16;

    private readonly string folder;

    /// <param name="folder">Created with the first pack.</param>
    public ModelStore(string folder)
        : this(folder, ModelCatalogue.All) { }

    internal ModelStore(string folder, IReadOnlyList<CatalogueModel> catalogue) =>
        (this.folder, Catalogue) = (Path.GetFullPath(folder), catalogue);

    internal string Folder => folder;

    /// <summary>What can be installed by name, the preferred one of each kind first.</summary>
    internal IReadOnlyList<CatalogueModel> Catalogue { get; }

    /// <returns>The packs whose manifest can be read, by name. <see cref="Verify"/> reports the others.</returns>
    public IReadOnlyList<ModelManifest> Installed() => [.. Packs().Select(pack => pack.Manifest)];

    /// <summary>Downloads a pack that is published as one file; an intact installed pack is left unchanged.</summary>
    /// <exception cref="ModelException">The pack is unknown, cannot be downloaded or is not the pinned file; nothing
    /// has changed.</exception>
    public async Task<ModelManifest> InstallAsync(string name, HttpClient client, CancellationToken cancellationToken)
    {
        var model = Find(name);
        if (IsIntact(model))
        {
            return model.Manifest;
        }
        var address =
            (model.Origin as ModelOrigin.Address)?.Uri
            ?? throw new ModelException($"{name} is made of a package; it is not published as one file.");
        try
        {
            using var response = await client.GetAsync(
                address,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (!response.IsSuccessStatusCode)
            {
                throw new ModelException($"The address of {name} answered {(int)response.StatusCode}: {address}");
            }
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await TakeAsync(new InstalledPack(model.Manifest, model.Json), body, model.Bytes, cancellationToken);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new ModelException(
                $"{name} could not be downloaded from {address.Host}: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>Installs a pack from disk: a manifest, and beside it the file it names.</summary>
    /// <exception cref="ModelException">Manifest or file are invalid; nothing has changed.</exception>
    public async Task<ModelManifest> ImportAsync(string manifestPath, CancellationToken cancellationToken)
    {
        try
        {
            var json = await ReadManifestAsync(manifestPath, cancellationToken);
            var manifest = ModelManifest.Read(json);
            await using var file = File.OpenRead(
                Path.Combine(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!, manifest.File)
            );
            return await TakeAsync(new InstalledPack(manifest, json), file, expected: null, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The pack cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="ModelException">The catalogue has no such pack.</exception>
    internal CatalogueModel Find(string name) =>
        Catalogue.FirstOrDefault(model => model.Manifest.Name == name)
        ?? throw new ModelException(
            $"There is no model '{name}' in the catalogue; it has {string.Join(", ", Catalogue.Select(model => model.Manifest.Name))}."
        );

    /// <summary>Whether the pack of the catalogue is installed and its file undamaged.</summary>
    internal bool IsIntact(CatalogueModel model) =>
        TryRead(model.Manifest.Name, out _)?.Json == model.Json && Check(model.Manifest.Name).Error is null;

    /// <summary>Puts a pack of the catalogue in place.</summary>
    /// <param name="file">The network.</param>
    /// <exception cref="ModelException">It is not the pinned file; nothing has changed.</exception>
    internal Task<ModelManifest> PutAsync(CatalogueModel model, byte[] file, CancellationToken cancellationToken) =>
        TakeAsync(
            new InstalledPack(model.Manifest, model.Json),
            new MemoryStream(file, writable: false),
            model.Bytes,
            cancellationToken
        );

    /// <summary>Reads and hashes everything installed.</summary>
    public IReadOnlyList<ModelCheck> Verify() => [.. Folders().Select(Check)];

    internal IReadOnlyList<InstalledPack> Packs() =>
        [.. Folders().Select(name => TryRead(name, out _)).OfType<InstalledPack>()];

    /// <exception cref="ModelException">The file is not the one that was installed.</exception>
    internal byte[] Network(ModelManifest manifest) => NetworkFile.Read(NetworkPath(manifest), manifest);

    /// <summary>Stores what was measured for a pack beside it, in one step.</summary>
    internal void Keep(string name, Calibration calibration)
    {
        var part = Path.Combine(folder, Guid.CreateVersion7() + PartSuffix);
        File.WriteAllText(part, calibration.ToJson());
        File.Move(part, Path.Combine(folder, name, CalibrationName), overwrite: true);
    }

    private ModelCheck Check(string name)
    {
        if (TryRead(name, out var error) is not { } pack)
        {
            return new ModelCheck(name, error);
        }
        try
        {
            Network(pack.Manifest);
            return new ModelCheck(name, Error: null);
        }
        catch (ModelException exception)
        {
            return new ModelCheck(name, exception.Message);
        }
    }

    private async Task<ModelManifest> TakeAsync(
        InstalledPack pack,
        Stream file,
        long? expected,
        CancellationToken cancellationToken
    )
    {
        OnDisk(() => Directory.CreateDirectory(folder));
        SweepAbandoned();
        var part = Path.Combine(folder, Guid.CreateVersion7() + PartSuffix);
        try
        {
            // Not shared: a part file that is open belongs to another download; one that can be opened was left by a process that died.
            await using (var copy = OnDisk(() => CreatePart(part)))
            {
                await NetworkFile.CopyAsync(file, copy, pack.Manifest, expected, cancellationToken);
                OnDisk(() => copy.Flush(flushToDisk: true));
            }
            TryOut(pack.Manifest, NetworkFile.Read(part, pack.Manifest));
            OnDisk(() => PutInPlace(pack, part));
            return pack.Manifest;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>A file with the right hash may still not be a network, or not the one its manifest describes.</summary>
    private static void TryOut(ModelManifest manifest, byte[] file)
    {
        using IDisposable opened = manifest switch
        {
            DetectorManifest detector => DetectorPacks.Open(detector, file),
            MeshManifest mesh => new FaceMeshNetwork(mesh, file),
            EmbeddingManifest embedding => new OnnxExtractor(embedding, file),
            AntiSpoofManifest antiSpoof => new AntiSpoofNetwork(antiSpoof, file),
            _ => throw new InvalidOperationException($"{manifest.GetType().Name} is an unknown kind of pack."),
        };
    }

    private void PutInPlace(InstalledPack pack, string part)
    {
        var manifestPart = Path.Combine(folder, Guid.CreateVersion7() + PartSuffix);
        string home;
        try
        {
            using (var manifest = CreatePart(manifestPart))
            {
                manifest.Write(Encoding.UTF8.GetBytes(pack.Json));
                manifest.Flush(flushToDisk: true);
            }
            home = Directory.CreateDirectory(Path.Combine(folder, pack.Manifest.Name)).FullName;
            File.Move(part, NetworkPath(pack.Manifest), overwrite: true);
            File.Move(manifestPart, Path.Combine(home, ManifestName), overwrite: true);
        }
        finally
        {
            File.Delete(manifestPart);
        }
        foreach (var old in Directory.EnumerateFiles(home, "*.onnx").Where(file => file != NetworkPath(pack.Manifest)))
        {
            File.Delete(old);
        }
    }

    /// <summary>Without a buffer, whose rest would meet a full disk once more when it is closed.</summary>
    private static FileStream CreatePart(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    private void OnDisk(Action work) =>
        OnDisk(() =>
        {
            work();
            return true;
        });

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (DiskException.IsOfDisk(fault))
        {
            throw DiskException.Of(fault, folder);
        }
    }

    private void SweepAbandoned()
    {
        foreach (var part in Directory.EnumerateFiles(folder, "*" + PartSuffix))
        {
            try
            {
                using (File.Open(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
                File.Delete(part);
            }
            catch (IOException)
            {
                // Another process is still writing it.
            }
        }
    }

    private InstalledPack? TryRead(string name, out string? error)
    {
        try
        {
            var json = File.ReadAllText(Path.Combine(folder, name, ManifestName));
            var manifest = ModelManifest.Read(json);
            error = manifest.Name == name ? null : $"The folder {name} contains the pack {manifest.Name}.";
            var calibration = Path.Combine(folder, name, CalibrationName);
            return error is null
                ? new InstalledPack(manifest, json, File.Exists(calibration) ? File.ReadAllText(calibration) : null)
                : null;
        }
        catch (Exception exception) when (exception is ModelException or IOException or UnauthorizedAccessException)
        {
            error = exception.Message;
            return null;
        }
    }

    private IEnumerable<string> Folders() =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder)
                .Select(path => Path.GetFileName(path))
                // What an installation keeps for itself.
                .Where(name => !name.StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [];

    private string NetworkPath(ModelManifest manifest) =>
        Path.Combine(folder, manifest.Name, manifest.Sha256 + ".onnx");

    private static async Task<string> ReadManifestAsync(string path, CancellationToken cancellationToken) =>
        new FileInfo(path).Length <= MaxManifestLength
            ? await File.ReadAllTextAsync(path, cancellationToken)
            : throw new ModelException($"The manifest is longer than {MaxManifestLength} bytes.");
}

/// <param name="Name">Of the pack's folder.</param>
/// <param name="Error">What is wrong with it, in one sentence; null when it is intact.</param>
public sealed record ModelCheck(string Name, string? Error);

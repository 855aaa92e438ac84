using System.Security.Cryptography;

namespace FaceRek.Tests.Core.Faces.Models;

/// <summary>A folder for one test, with a store in it and a pack of <see cref="TinyNetwork"/> beside it.</summary>
internal sealed class PackFolder : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("facerek-packs-");

    public string Root => root.FullName;

    public string Store => Path.Combine(root.FullName, "models");

    public static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    public static string TinyManifest(string name = "tiny", string version = "1", byte[]? file = null) =>
        $$"""
            {
              "name": "{{name}}", "version": "{{version}}", "kind": "embedding", "file": "tiny.onnx", "sha256": "{{Hash(
                file ?? TinyNetwork.Bytes
            )}}", "licence": "for tests",
              "input": { "width": 112, "height": 112, "layout": "NCHW", "channels": "RGB", "mean": 0, "scale": 1 },
              "output": { "dimensions": 48 }, "alignment": "arcface-112", "metric": "cosine",
              "threshold": { "value": 0.5, "source": "made up for tests" }
            }
            """;

    /// <returns>The path of the manifest.</returns>
    public string Write(string manifest, byte[]? file)
    {
        var path = Path.Combine(root.FullName, "pack.json");
        File.WriteAllText(path, manifest);
        if (file is not null)
        {
            File.WriteAllBytes(Path.Combine(root.FullName, "tiny.onnx"), file);
        }
        return path;
    }

    /// <summary>Every file of the store with its hash, to check that nothing has changed.</summary>
    public string Contents() =>
        !Directory.Exists(Store)
            ? ""
            : string.Join(
                '\n',
                Directory
                    .EnumerateFiles(Store, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(path => $"{Path.GetRelativePath(Store, path)} {Hash(File.ReadAllBytes(path))}")
            );

    public void Dispose() => root.Delete(recursive: true);
}

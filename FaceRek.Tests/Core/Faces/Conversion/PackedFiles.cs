using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using FaceRek.Core.Faces.Models;
using FaceRek.Tests.Core.Faces.Models;

namespace FaceRek.Tests.Core.Faces.Conversion;

/// <summary>A package of npm made for a test, with its tarball.</summary>
internal sealed record PackedFiles(NpmPackage Package, byte[] Tarball)
{
    public const string Network = "networks/tiny.onnx";

    /// <summary>The smallest network, and a text beside it.</summary>
    public static PackedFiles Tiny { get; } =
        Of(
            "@facerek/tiny",
            new()
            {
                ["package/README.md"] = "A package for tests."u8.ToArray(),
                [$"package/{Network}"] = TinyNetwork.Bytes,
            },
            [new(Network, TinyNetwork.Bytes.Length, PackFolder.Hash(TinyNetwork.Bytes))]
        );

    /// <summary>A pack of the catalogue that is made of <see cref="Tiny"/>.</summary>
    public static CatalogueModel TinyModel { get; } =
        new(
            ModelManifest.Read(PackFolder.TinyManifest()),
            TinyNetwork.Bytes.Length,
            new ModelOrigin.Package(Tiny.Package, PackageContent.Network)
        )
        {
            Json = PackFolder.TinyManifest(),
        };

    /// <param name="entries">Of the tarball, by their full names.</param>
    /// <param name="wanted">What is needed of it.</param>
    public static PackedFiles Of(string name, Dictionary<string, byte[]> entries, PackageFile[] wanted)
    {
        using var packed = new MemoryStream();
        using (var zipped = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(zipped, TarEntryFormat.Ustar))
        {
            foreach (var (entry, content) in entries)
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) }
                );
            }
        }
        var tarball = packed.ToArray();
        return new(
            new NpmPackage(name, "1.0.0", tarball.Length, Convert.ToBase64String(SHA512.HashData(tarball)), wanted),
            tarball
        );
    }
}

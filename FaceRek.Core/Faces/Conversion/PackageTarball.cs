using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Conversion;

/// <summary>A package of npm as it is published: a gzipped tar whose files lie below <c>package/</c>.</summary>
internal static class PackageTarball
{
    private const string Root = "package/";

    /// <returns>The files that are needed of it, by their path; each is the pinned one.</returns>
    /// <exception cref="ModelException">The tarball is not the one that was published, or lacks a file.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(byte[] tarball, NpmPackage package)
    {
        Check(tarball, package);
        try
        {
            return Extract(tarball, package);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            throw new ModelException($"The tarball of {package} cannot be unpacked: {fault.Message}", fault);
        }
    }

    /// <inheritdoc cref="Read"/>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        FileInfo tarball,
        NpmPackage package,
        CancellationToken cancellationToken
    )
    {
        // Another size is another file: it is not read, however long it is.
        CheckLength(tarball.Length, package);
        return Read(await File.ReadAllBytesAsync(tarball.FullName, cancellationToken), package);
    }

    private static void CheckLength(long length, NpmPackage package)
    {
        if (length < package.Bytes)
        {
            throw new ModelException(
                $"The tarball of {package} is cut: it ends after {length} of {package.Bytes} bytes."
            );
        }
        if (length > package.Bytes)
        {
            throw new ModelException(
                $"The tarball of {package} is not the one that was published: it is longer than {package.Bytes} bytes."
            );
        }
    }

    private static void Check(byte[] tarball, NpmPackage package)
    {
        CheckLength(tarball.Length, package);
        if (Convert.ToBase64String(SHA512.HashData(tarball)) != package.Integrity)
        {
            throw new ModelException(
                $"The tarball of {package} is not the one that was published: its SHA-512 is another."
            );
        }
    }

    private static Dictionary<string, byte[]> Extract(byte[] tarball, NpmPackage package)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var unzipped = new GZipStream(new MemoryStream(tarball, writable: false), CompressionMode.Decompress);
        using var entries = new TarReader(unzipped);
        while (files.Count < package.Files.Count && entries.GetNextEntry() is { } entry)
        {
            var wanted = package.Files.FirstOrDefault(file => entry.Name == Root + file.Path);
            if (wanted is null || entry.DataStream is not { } data || entry.Length != wanted.Bytes)
            {
                continue;
            }
            var content = new byte[wanted.Bytes];
            data.ReadExactly(content);
            PinnedFile.Check(content, wanted, package);
            files[wanted.Path] = content;
        }
        return package.Files.FirstOrDefault(file => !files.ContainsKey(file.Path)) is { } missing
            ? throw new ModelException($"The tarball of {package} has no file {missing.Path} of {missing.Bytes} bytes.")
            : files;
    }
}

/// <summary>One file of a package, wherever it came from.</summary>
internal static class PinnedFile
{
    public static bool Is(ReadOnlySpan<byte> content, PackageFile wanted) =>
        content.Length == wanted.Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == wanted.Sha256;

    /// <exception cref="ModelException">It is another file.</exception>
    public static void Check(ReadOnlySpan<byte> content, PackageFile wanted, NpmPackage package)
    {
        if (!Is(content, wanted))
        {
            throw new ModelException(
                $"The file {wanted.Path} of {package} is not the one that was published: its SHA-256 is another."
            );
        }
    }
}

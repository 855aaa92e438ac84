using System.Buffers;
using System.Security.Cryptography;

namespace FaceRek.Core.Faces.Models;

/// <summary>Copies a network's file from any source: bounded, hashed while it is read, and complete or not at all.</summary>
internal static class NetworkFile
{
    /// <summary>The largest file a pack may bring; what recognises faces on a processor is far smaller.</summary>
    public const long MaxBytes = 512L << 20;

    private static ReadOnlySpan<byte> PointerStart => "version https://git-lfs.github.com/spec/"u8;

    /// <param name="expected">Exact size; null where only the hash is known.</param>
    /// <exception cref="ModelException">It is not the file that <paramref name="manifest"/> names.</exception>
    public static async Task CopyAsync(
        Stream from,
        FileStream to,
        ModelManifest manifest,
        long? expected,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long copied = 0;
            var isPointer = false;
            while (
                await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
                    is var count
                        and > 0
            )
            {
                isPointer |= copied == 0 && buffer.AsSpan(0, count).StartsWith(PointerStart);
                copied += count;
                if (copied > (expected ?? MaxBytes))
                {
                    throw new ModelException(
                        $"The file for {manifest.Name} is longer than {expected ?? MaxBytes} bytes."
                    );
                }
                hash.AppendData(buffer, 0, count);
                await WriteAsync(to, buffer.AsMemory(0, count), cancellationToken);
            }
            if (isPointer)
            {
                throw Pointer(manifest);
            }
            if (copied < expected)
            {
                throw new ModelException($"The file for {manifest.Name} ended after {copied} of {expected} bytes.");
            }
            Compare(hash.GetHashAndReset(), manifest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A fault of the disk is told apart from one of the source.</summary>
    private static async Task WriteAsync(FileStream to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await to.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception fault) when (DiskException.IsOfDisk(fault))
        {
            throw DiskException.Of(fault, Path.GetDirectoryName(to.Name)!);
        }
    }

    /// <returns>The file, which is the one <paramref name="manifest"/> names.</returns>
    public static byte[] Read(string path, ModelManifest manifest)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"The file of {manifest.Name} cannot be read: {exception.Message}", exception);
        }
        Compare(SHA256.HashData(file), manifest);
        return file;
    }

    private static void Compare(byte[] hash, ModelManifest manifest)
    {
        var found = Convert.ToHexStringLower(hash);
        if (found != manifest.Sha256)
        {
            throw new ModelException(
                $"The file for {manifest.Name} is not the one in its manifest: its SHA-256 is {found}, not {manifest.Sha256}."
            );
        }
    }

    private static ModelException Pointer(ModelManifest manifest) =>
        new($"The file for {manifest.Name} is only a git-LFS pointer. Download the file itself, or use git lfs.");
}

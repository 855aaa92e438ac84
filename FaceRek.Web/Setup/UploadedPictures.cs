namespace FaceRek.Web.Setup;

internal static class UploadedPictures
{
    /// <summary>The bytes of each file. They are never written to disk, see <see cref="Limits"/>.</summary>
    public static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAllAsync(
        this IEnumerable<IFormFile> files,
        CancellationToken cancellationToken
    )
    {
        var pictures = new List<ReadOnlyMemory<byte>>();
        foreach (var file in files)
        {
            var bytes = new byte[file.Length];
            await using var content = file.OpenReadStream();
            await content.ReadExactlyAsync(bytes, cancellationToken);
            pictures.Add(bytes);
        }
        return pictures;
    }
}
